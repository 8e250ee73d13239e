dcr init
