ln -s ../elsewhere dcr.yaml
