mod_files odd
mkdir logs
: >../outside
printf 'logging: {base_path: logs, retention_days: 30}\n' >project_defaults.yaml
for name in kept.log job_20200101_000000_1.txt my_job_20200101_000000_.log _20200101_000000_1.log job_2020_000000_1.log; do
  echo '{"timestamp":"2020' >"logs/$name"
done
echo '{"timestamp":"2020' >logs/job_20200101_000000_1.log
: >logs/job_20200101_000000_2.log
echo 'of another program' >logs/job_20200101_000000_3.log
echo '{"timestamp":"2020' >logs/job_20200101_000000_4.log
ln -s ../../outside logs/job_20200101_000000_5.log
mkdir logs/job_20200101_000000_6.log
echo '{"timestamp":"2020' >../outside
touch -h -d '31 days ago' logs/* ../outside
touch -d '29 days ago' logs/job_20200101_000000_4.log
ls logs >../before
cp -a logs others
