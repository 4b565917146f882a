// The number of live tensors and TorchSharp's random numbers belong to the process: tests that look at them must run alone.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
