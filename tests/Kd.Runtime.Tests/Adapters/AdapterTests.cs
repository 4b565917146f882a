using Kd.Adapters;
using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Training;
using TorchSharp.Modules;

namespace Kd.Tests.Adapters;

public sealed class AdapterTests : ScopedTest
{
    private const long Batch = 3;

    [Theory]
    [InlineData(AdapterKind.Auto, Agreement.Shape, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 4, 6, 6 })]
    [InlineData(AdapterKind.Auto, Agreement.Shape, new long[] { Batch, 5 }, new long[] { Batch, 5 })]
    [InlineData(AdapterKind.Auto, Agreement.Channels, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 4, 9, 9 })]
    [InlineData(AdapterKind.Auto, Agreement.Samples, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 7 })]
    [InlineData(AdapterKind.None, Agreement.Shape, new long[] { Batch, 5 }, new long[] { Batch, 5 })]
    [InlineData(AdapterKind.None, Agreement.Samples, new long[] { Batch, 5 }, new long[] { Batch, 7 })]
    public void Passes_unchanged_what_agrees(AdapterKind kind, Agreement agreement, long[] student, long[] teacher)
    {
        using var adapter = Adapter.Between("guided.early", kind, agreement, student, teacher);
        var feature = randn(student);

        Assert.True(adapter.IsIdentity);
        Assert.Empty(adapter.parameters());
        Assert.Same(feature, adapter.call(feature));
    }

    [Theory]
    [InlineData(AdapterKind.Auto, typeof(Conv2d), new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 6, 6 }, new long[] { 8, 4, 1, 1 })]
    [InlineData(AdapterKind.Auto, typeof(Conv2d), new long[] { Batch, 4, 8, 8 }, new long[] { Batch, 8, 4, 4 }, new long[] { 8, 4, 3, 3 })]
    [InlineData(AdapterKind.Auto, typeof(ConvTranspose2d), new long[] { Batch, 4, 4, 4 }, new long[] { Batch, 8, 8, 8 }, new long[] { 4, 8, 4, 4 })]
    [InlineData(AdapterKind.Auto, typeof(Conv2d), new long[] { Batch, 4, 7, 6 }, new long[] { Batch, 8, 5, 5 }, new long[] { 8, 4, 3, 2 })]
    [InlineData(AdapterKind.Auto, typeof(Linear), new long[] { Batch, 5 }, new long[] { Batch, 7 }, new long[] { 7, 5 })]
    [InlineData(AdapterKind.Auto, typeof(Linear), new long[] { Batch, 6, 5 }, new long[] { Batch, 6, 7 }, new long[] { 7, 5 })]
    [InlineData(AdapterKind.Linear, typeof(Linear), new long[] { Batch, 5 }, new long[] { Batch, 5 }, new long[] { 5, 5 })]
    [InlineData(AdapterKind.Conv1x1, typeof(Conv2d), new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 4, 6, 6 }, new long[] { 4, 4, 1, 1 })]
    [InlineData(AdapterKind.Regressor, typeof(Sequential), new long[] { Batch, 4, 8, 8 }, new long[] { Batch, 8, 4, 4 }, new long[] { 8, 4, 3, 3 })]
    [InlineData(AdapterKind.Connector, typeof(Sequential), new long[] { Batch, 4, 8, 8 }, new long[] { Batch, 8, 4, 4 }, new long[] { 8, 4, 3, 3 })]
    [InlineData(AdapterKind.Connector, typeof(Sequential), new long[] { Batch, 4, 4, 4 }, new long[] { Batch, 4, 4, 4 }, new long[] { 4, 4, 1, 1 })]
    public void Learns_a_map_to_the_teachers_shape(AdapterKind kind, Type map, long[] student, long[] teacher, long[] weight)
    {
        using var adapter = Adapter.Between("guided.early", kind, Agreement.Shape, student, teacher);

        Assert.False(adapter.IsIdentity);
        Assert.IsType(map, Assert.Single(adapter.children()));
        Assert.Equal(weight, adapter.parameters().First().shape);
        Assert.Equal(teacher, adapter.call(randn(student)).shape);
    }

    [Fact]
    public void Keeps_the_students_size_for_a_loss_that_only_needs_channels()
    {
        using var adapter = Adapter.Between("relationPair.early.late", AdapterKind.Auto, Agreement.Channels, [Batch, 4, 5, 5], [Batch, 8, 9, 9]);

        Assert.Equal([Batch, 8, 5, 5], adapter.call(randn(Batch, 4, 5, 5)).shape);
    }

    [Fact]
    public void A_connector_normalises_and_does_not_rectify()
    {
        using var adapter = Adapter.Between("ofd.late", AdapterKind.Connector, Agreement.Channels, [Batch, 4, 6, 6], [Batch, 8, 3, 3]);

        var mapped = adapter.call(randn(Batch, 4, 6, 6));

        Assert.Equal([Batch, 8, 6, 6], mapped.shape);
        Assert.Equal(0, mapped.mean().ToDouble(), 1e-5);
        Assert.True(mapped.min().ToDouble() < 0);
    }

    [Fact]
    public void A_regressor_normalises_and_rectifies()
    {
        using var adapter = Adapter.Between("guided.early", AdapterKind.Regressor, Agreement.Shape, [Batch, 4, 6, 6], [Batch, 8, 6, 6]);

        Assert.Equal([typeof(Conv2d), typeof(BatchNorm2d), typeof(ReLU)], adapter.children().Single().children().Select(child => child.GetType()));
    }

    [Theory]
    [InlineData(AdapterKind.Auto, new long[] { Batch, 4, 5, 5 }, new long[] { Batch, 8, 7, 7 })]
    [InlineData(AdapterKind.Auto, new long[] { Batch, 4, 5, 5 }, new long[] { Batch, 8 })]
    [InlineData(AdapterKind.Auto, new long[] { Batch, 6, 5 }, new long[] { Batch, 9, 7 })]
    [InlineData(AdapterKind.Auto, new long[] { Batch, 5 }, new long[] { Batch, 8, 4, 4 })]
    [InlineData(AdapterKind.None, new long[] { Batch, 5 }, new long[] { Batch, 7 })]
    [InlineData(AdapterKind.Linear, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 6, 6 })]
    [InlineData(AdapterKind.Conv1x1, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 3, 3 })]
    [InlineData(AdapterKind.Conv1x1, new long[] { Batch, 5 }, new long[] { Batch, 7 })]
    [InlineData(AdapterKind.Regressor, new long[] { Batch, 5 }, new long[] { Batch, 7 })]
    public void Shapes_that_cannot_be_related_are_named_with_their_term(AdapterKind kind, long[] student, long[] teacher)
    {
        var refusal = Assert.Throws<KdException>(() => Adapter.Between("guided.early", kind, Agreement.Shape, student, teacher));

        Assert.Equal("KD3004", refusal.Id);
        Assert.All(
            ["guided.early", kind.ToString(), $"({string.Join(", ", student)})", $"({string.Join(", ", teacher)})"],
            part => Assert.Contains(part, refusal.Message));
    }
}
