# shellcheck shell=sh
contract a.yaml orders 1.0.0 id
echo '# dcr:accept field_remved(note) reason="because"' >>a.yaml
