echo "compatibility: full" | write dcr.yaml
echo "{}" | write contracts/example.yaml
echo "{}" | write .dcr/contract.schema.json
