# fish completion of dcr; printed by 'dcr completion fish'

function __dcr_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    # Without its quotes; where one is still open, without that one.
    set -l current (string unescape -- $typed)
    or set current (string replace -r '^[\'"]' '' -- $typed)
    set -l lines (command dcr complete -- $words[2..] "$current" 2>/dev/null)
    set -l head (string split -m 1 ' ' -- $lines[1])
    set -l before "$head[2]"
    for line in $lines[2..]
        echo -- $line
    end
    switch "$head[1]"
        case files folders
            set -l path (string sub -s (math 1 + (string length -- "$before")) -- "$typed")
            set -l found (complete -C "'' $path")
            if test "$head[1]" = folders
                set found (string match -r '.*/(?:\t.*)?$' -- $found)
            end
            for line in $found
                echo -- $before$line
            end
    end
end

complete -c dcr -f -k -a '(__dcr_complete)'
