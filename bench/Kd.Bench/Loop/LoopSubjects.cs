namespace Kd.Bench.Loop;

/// <summary>The loops that are measured together. The first of each list is what the others are compared with.</summary>
internal static class LoopSubjects
{
    private const string Fast = "train.fast=true";
    private const string BFloat16 = "train.precision=bfloat16";

    /// <summary>The generated loop with terms of several kinds against the same loop by hand, each with and without the environment in which Kd trains.</summary>
    public static LoopSubject[] Terms =>
    [
        LoopSubject.Of("by hand, tuned", LoopWorker.ByHand),
        LoopSubject.Of("generated, tuned", LoopWorker.Generated),
        LoopSubject.Of("by hand, not tuned", LoopWorker.ByHand) with { IsTuned = false },
        LoopSubject.Of("generated, not tuned", LoopWorker.Generated) with { IsTuned = false },
    ];

    /// <summary>The loop with Hinton's loss and the labels, and what makes it faster, against the same in PyTorch where that is installed.</summary>
    public static LoopSubject[] Response()
    {
        var version = PyTorch.Describe();
        Console.WriteLine(version is null ? "PyTorch is left out: Debian's python3-torch is not installed." : $"PyTorch {version}");
        return
        [
            LoopSubject.Of("by hand", LoopWorker.ResponseByHand),
            LoopSubject.Of("bare forward and backward", LoopWorker.Bare),
            LoopSubject.Of("generated", LoopWorker.Response),
            LoopSubject.Of("generated, models release intermediates", LoopWorker.Releasing),
            LoopSubject.Of("generated, Fast", LoopWorker.Releasing, Fast),
            LoopSubject.Of("generated, BFloat16", LoopWorker.Releasing, BFloat16),
            LoopSubject.Of("generated, Fast and BFloat16", LoopWorker.Releasing, Fast, BFloat16),
            .. version is null ? [] : new LoopSubject[]
            {
                new("PyTorch", (plan, folder) => PyTorch.Loop("plain", plan, folder)),
                new("PyTorch, channels last", (plan, folder) => PyTorch.Loop("channels_last", plan, folder)),
            },
        ];
    }

    /// <summary>A student without a teacher, with one whose outputs are stored, and with one that runs.</summary>
    public static LoopSubject[] Teachers =>
    [
        LoopSubject.Of("no teacher", LoopWorker.Alone),
        LoopSubject.Of("stored teacher", LoopWorker.Mimic),
        LoopSubject.Of("running teacher", LoopWorker.Mimic, "teacherCache.enabled=false"),
    ];
}
