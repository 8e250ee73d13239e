echo "a file" >.dcr
