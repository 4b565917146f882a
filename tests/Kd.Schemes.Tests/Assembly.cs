// TorchSharp seeds its generator for the whole process, and one run is watched at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
