sample
commit second
