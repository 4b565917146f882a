using Kd.Tests.Fixtures;

namespace Kd.Tests.GoldenVectors;

/// <summary>Kd's losses are those of the field's best-known implementations, to the last digits that differ by order of summation.</summary>
public sealed class GoldenTests : ScopedTest
{
    private static readonly string _own = Path.Combine(AppContext.BaseDirectory, "golden");

    /// <summary>The project's vectors, and those of the further folder. One without a binding fails.</summary>
    public static TheoryData<string> Vectors { get; } =
    [
        .. In(_own).Select(file => Path.GetRelativePath(_own, file)),
        .. Environment.GetEnvironmentVariable("KD_GOLDEN_DIR") is { Length: > 0 } further
            ? In(Path.GetFullPath(further))
            : [],
    ];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Loss_and_gradients_equal_the_reference(string file) => Compare(Path.Combine(_own, file));

    private static void Compare(string path)
    {
        using var vector = new GoldenVector(path);
        var (relative, absolute) = vector.IsSingle ? (1e-4, 1e-7) : (1e-6, 1e-10);
        var loss = GoldenBindings.Loss(Family(path), Variant(path), vector);
        Tensors.AssertClose("loss", vector.ExpectedLoss, loss, relative, absolute);

        loss.backward();
        foreach (var (name, learned, expected) in vector.ExpectedGradients)
        {
            var gradient = learned.grad;
            Assert.True(gradient is not null && Tensors.AreFinite(gradient), $"The gradient of {name} is missing or not finite.");
            var rows = GoldenBindings.ComparableRows(Family(path), Variant(path), Path.GetFileName(path), learned);
            Tensors.AssertClose($"gradient of {name}", expected.index_select(0, rows), gradient.index_select(0, rows), relative, absolute);
        }
    }

    private static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder, "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Family(string file) => Path.GetFileName(Path.GetDirectoryName(file)!);

    private static string Variant(string file) => Path.GetFileName(file).Split("__")[0];
}
