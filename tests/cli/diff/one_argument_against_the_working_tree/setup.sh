sample
git show HEAD:contracts/users.yaml >../copy.yaml
