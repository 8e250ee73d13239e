# shellcheck shell=sh
registry
printf "# first\ndataset_id: one\nversion: 1.0.0\nowners: [{team: a}]\nfields: [{name: id, type: string}]\n---\n# second\ndataset_id: two\nversion: 1.0.0\nowners: [{team: a}]\nfields: [{name: id, type: string}] # end\n" >contracts/pair.yaml
