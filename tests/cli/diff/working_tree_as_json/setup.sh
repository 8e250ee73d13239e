sample
