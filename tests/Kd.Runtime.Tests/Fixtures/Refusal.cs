namespace Kd.Tests.Fixtures;

/// <summary>What a reader does with a file that is not what it should be.</summary>
internal static class Refusal
{
    /// <summary>Asserts an <see cref="InvalidDataException"/> that names the file and costs neither memory nor tensors.</summary>
    /// <returns>Its message.</returns>
    public static string Of(string file, Action read)
    {
        var (allocated, tensors) = (GC.GetAllocatedBytesForCurrentThread(), Tensor.TotalCount);
        var refusal = Assert.Throws<InvalidDataException>(read);
        Assert.Contains(file, refusal.Message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 20_000_000, "Refusing the file took more memory than it is worth.");
        Assert.True(Tensor.TotalCount <= tensors, "Refusing the file left tensors behind.");
        return refusal.Message;
    }
}
