// TorchSharp counts live tensors, and seeds its generator, for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
