namespace Kd.Training;

/// <summary>Collects what managed memory a run no longer uses where no tensor is being computed.</summary>
/// <remarks>
/// TorchSharp passes the handle of a temporary <c>Scalar</c>, as there is in <c>x * 2</c> and within <c>x.square()</c>, without keeping the object
/// alive during the call. A collection at this very moment lets the finalizer free what libtorch reads: "Unknown scalar type", a wrong number
/// or an abort. The trainers' youngest generation is so large that no collection happens by itself before one that is made here.
/// </remarks>
internal static class Garbage
{
    /// <summary>After how many bytes it pays to collect: little enough to stay small, and some hundred steps.</summary>
    private const long Budget = 32 << 20;

    private static long _allocated;

    /// <summary>Collects the youngest generation if much was allocated since the last time. To be called between two steps.</summary>
    public static void CollectIfDue()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - _allocated >= Budget)
        {
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            _allocated = allocated;
        }
    }
}
