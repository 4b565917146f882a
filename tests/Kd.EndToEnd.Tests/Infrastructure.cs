// A build is on one processor for most of its time; what a test of another class does meanwhile is another project's.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
