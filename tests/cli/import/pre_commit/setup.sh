# A copy of what pre-commit reads of the project, as a repository of its own.
mkdir ../hooks
cp "$CASE/../../../../.pre-commit-hooks.yaml" ../hooks/
(cd ../hooks && git init -q . && git add . && git commit -qm hooks)
