using Kd.Adapters;
using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.Adapters;

/// <summary>What holds for adapters between any two shapes.</summary>
public sealed class AdapterPropertyTests : ScopedTest
{
    private const int Pairs = 60;
    private const long Batch = 3;
    private readonly Random _random = new(1);

    public static TheoryData<AdapterKind> Kinds { get; } = [.. Enum.GetValues<AdapterKind>()];

    /// <summary>Pairs that <see cref="AdapterKind.Auto"/> always relates.</summary>
    public static TheoryData<string> RelatedForms { get; } =
        ["maps", "vectors", "tokens", "tokens to map", "map to tokens", "tokens of a square to map", "map to tokens of a square", "map to vector", "tokens to vector"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_has_a_row_in_the_documentation(AdapterKind kind) => Assert.Contains(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "adapters.md")),
        line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split(" | ")[0].Contains($"`{kind}`", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_kind_reaches_the_teachers_shape_or_says_that_it_cannot(AdapterKind kind)
    {
        var related = 0;
        for (var i = 0; i < Pairs; i++)
        {
            var (student, teacher) = (Shape(), Shape());
            related += Relates(kind, student, i % 4 == 0 ? student : teacher) ? 1 : 0;
        }

        Assert.True(related > 0);
    }

    [Theory]
    [MemberData(nameof(RelatedForms))]
    public void Auto_relates(string forms)
    {
        for (var i = 0; i < Pairs; i++)
        {
            long d = Number(), e = Number(), h = Number(), w = Number(), token = _random.Next(2), square = h * h + token;
            var (student, teacher) = forms switch
            {
                "maps" => (Map(), Map()),
                "vectors" => ([Batch, d], new[] { Batch, e }),
                "tokens" => ([Batch, h, d], new[] { Batch, h, e }),
                "tokens to map" => ([Batch, h * w + token, d], new[] { Batch, e, h, w }),
                "map to tokens" => ([Batch, d, h, w], new[] { Batch, h * w + token, e }),
                "tokens of a square to map" => ([Batch, square, d], Map()),
                "map to tokens of a square" => (Map(), new[] { Batch, square, e }),
                "map to vector" => (Map(), new[] { Batch, e }),
                _ => ([Batch, h, d], new[] { Batch, e }),
            };
            Assert.True(Relates(AdapterKind.Auto, student, teacher), $"({string.Join(", ", student)}) to ({string.Join(", ", teacher)})");
        }
    }

    [Fact]
    public void Auto_never_learns_more_than_another_kind_that_makes_maps_of_one_size_agree()
    {
        for (var i = 0; i < Pairs; i++)
        {
            var (student, channels) = (Map(), Number());
            long[] teacher = [Batch, student[1] + channels, student[2], student[3]];
            Assert.All(
                Enum.GetValues<AdapterKind>().Except([AdapterKind.None, AdapterKind.Linear]),
                kind => Assert.True(Count(AdapterKind.Auto, student, teacher) <= Count(kind, student, teacher)));
        }
    }

    private bool Relates(AdapterKind kind, long[] student, long[] teacher)
    {
        Adapter adapter;
        try
        {
            adapter = Adapter.Between("guided.early", kind, Agreement.Shape, student, teacher);
        }
        catch (KdException refusal)
        {
            Assert.Equal("KD3004", refusal.Id);
            return false;
        }

        using (adapter)
        {
            // A batch of another size than that of the sample the adapter was made for.
            var output = adapter.call(randn([5, .. student[1..]]));
            Assert.Equal([5, .. teacher[1..]], output.shape);
            if (adapter.parameters().Any())
            {
                output.square().sum().backward();
                Assert.All(adapter.parameters(), parameter => Assert.True(parameter.grad is { } gradient && Tensors.AreFinite(gradient)));
            }
        }

        return true;
    }

    private static long Count(AdapterKind kind, long[] student, long[] teacher)
    {
        using var adapter = Adapter.Between("guided.early", kind, Agreement.Shape, student, teacher);
        return adapter.parameters().Sum(parameter => parameter.numel());
    }

    private long[] Shape() => _random.Next(3) switch
    {
        0 => [Batch, Number()],
        1 => [Batch, Number(), Number()],
        _ => Map(),
    };

    private long[] Map() => [Batch, Number(), Number(), Number()];

    private long Number() => _random.Next(1, 9);
}
