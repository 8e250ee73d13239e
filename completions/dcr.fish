# fish completion of dcr; printed by 'dcr completion fish'

complete -c dcr -f
complete -c dcr -n '__fish_use_subcommand' -s C -x -a '(__fish_complete_directories)' -d 'Run as if started in DIR; several are taken one after the other'
complete -c dcr -n '__fish_use_subcommand' -l color -x -a 'auto always never' -d 'Colour the output, auto = on a terminal without NO_COLOR'
complete -c dcr -n '__fish_use_subcommand' -s h -l help -d 'Show help'
complete -c dcr -n '__fish_use_subcommand' -l version -d 'Show the version'
complete -c dcr -n __fish_use_subcommand -a init -d 'Write dcr.yaml and a first contract'
complete -c dcr -n __fish_use_subcommand -a completion -d 'Print a script that completes dcr\'s command line'
complete -c dcr -n __fish_use_subcommand -a rules -d 'List the rules that check judges by'
complete -c dcr -n __fish_use_subcommand -a explain -d 'Tell why a rule exists and how to satisfy it'
complete -c dcr -n __fish_use_subcommand -a help -d 'Show the help of dcr or of one command'

complete -c dcr -n '__fish_seen_subcommand_from init' -s C -x -a '(__fish_complete_directories)' -d 'Run as if started in DIR; several are taken one after the other'
complete -c dcr -n '__fish_seen_subcommand_from init' -l color -x -a 'auto always never' -d 'Colour the output, auto = on a terminal without NO_COLOR'
complete -c dcr -n '__fish_seen_subcommand_from init' -s h -l help -d 'Show help'

complete -c dcr -n '__fish_seen_subcommand_from completion' -s C -x -a '(__fish_complete_directories)' -d 'Run as if started in DIR; several are taken one after the other'
complete -c dcr -n '__fish_seen_subcommand_from completion' -l color -x -a 'auto always never' -d 'Colour the output, auto = on a terminal without NO_COLOR'
complete -c dcr -n '__fish_seen_subcommand_from completion' -s h -l help -d 'Show help'
complete -c dcr -n '__fish_seen_subcommand_from completion' -x -a 'bash zsh fish'

complete -c dcr -n '__fish_seen_subcommand_from rules' -l format -x -a 'text json' -d 'How to print'
complete -c dcr -n '__fish_seen_subcommand_from rules' -l names -d 'Print the names only, one a line'
complete -c dcr -n '__fish_seen_subcommand_from rules' -s C -x -a '(__fish_complete_directories)' -d 'Run as if started in DIR; several are taken one after the other'
complete -c dcr -n '__fish_seen_subcommand_from rules' -l color -x -a 'auto always never' -d 'Colour the output, auto = on a terminal without NO_COLOR'
complete -c dcr -n '__fish_seen_subcommand_from rules' -s h -l help -d 'Show help'

complete -c dcr -n '__fish_seen_subcommand_from explain' -l format -x -a 'text json' -d 'How to print'
complete -c dcr -n '__fish_seen_subcommand_from explain' -s C -x -a '(__fish_complete_directories)' -d 'Run as if started in DIR; several are taken one after the other'
complete -c dcr -n '__fish_seen_subcommand_from explain' -l color -x -a 'auto always never' -d 'Colour the output, auto = on a terminal without NO_COLOR'
complete -c dcr -n '__fish_seen_subcommand_from explain' -s h -l help -d 'Show help'
complete -c dcr -n '__fish_seen_subcommand_from explain' -x -a '(dcr rules --names 2>/dev/null)'

complete -c dcr -n '__fish_seen_subcommand_from help' -s C -x -a '(__fish_complete_directories)' -d 'Run as if started in DIR; several are taken one after the other'
complete -c dcr -n '__fish_seen_subcommand_from help' -l color -x -a 'auto always never' -d 'Colour the output, auto = on a terminal without NO_COLOR'
complete -c dcr -n '__fish_seen_subcommand_from help' -s h -l help -d 'Show help'
complete -c dcr -n '__fish_seen_subcommand_from help' -x -a 'init completion rules explain help'
