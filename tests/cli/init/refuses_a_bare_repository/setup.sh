git init -q --bare bare.git
