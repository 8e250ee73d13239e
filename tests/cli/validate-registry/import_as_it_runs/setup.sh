# The mods of the sample use the SDK, and the specification's reader does.
mod_files sample
