sample
commit second
printf 'dataset_id: users.daily_active\nfields: 3\n' >broken.yaml
printf 'hello' >README
