namespace Kd.Tests.Fixtures;

/// <summary>What tests ask of tensors.</summary>
internal static class Tensors
{
    /// <summary>The elements as numbers, in row-major order.</summary>
    public static double[] Numbers(Tensor tensor) => tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>The elements' bytes, in row-major order.</summary>
    public static byte[] Bytes(Tensor tensor) => tensor.detach().contiguous().bytes.ToArray();

    /// <summary>All of a module's parameters and buffers, as bytes.</summary>
    public static Dictionary<string, byte[]> Bytes(nn.Module module) => module.state_dict().ToDictionary(p => p.Key, p => Bytes(p.Value));

    public static bool AreFinite(Tensor tensor) => tensor.isfinite().all().ToBoolean();

    /// <summary>A leaf that gradients are taken for.</summary>
    public static Tensor Learned(Tensor tensor) => tensor.detach().clone().requires_grad_(true);

    /// <summary>Asserts |difference| &lt;= relative * max|expected| + absolute for each element.</summary>
    public static void AssertClose(string what, Tensor expected, Tensor actual, double relative, double absolute)
    {
        Assert.Equal(expected.shape, actual.shape);
        double[] wanted = Numbers(expected), found = Numbers(actual);
        var tolerance = relative * wanted.Select(Math.Abs).DefaultIfEmpty().Max() + absolute;
        for (var i = 0; i < wanted.Length; i++)
        {
            // Written so that a NaN fails.
            Assert.True(
                Math.Abs(wanted[i] - found[i]) <= tolerance,
                $"{what}[{i}] is {found[i]:R} where {wanted[i]:R} is expected, which is further than {tolerance:R}.");
        }
    }
}
