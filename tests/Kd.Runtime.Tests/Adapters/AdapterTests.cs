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
    [InlineData(AdapterKind.Auto, typeof(Sequential), new long[] { Batch, 4, 7, 6 }, new long[] { Batch, 8, 5, 5 }, new long[] { 8, 4, 1, 1 })]
    [InlineData(AdapterKind.Auto, typeof(Sequential), new long[] { Batch, 4, 5, 5 }, new long[] { Batch, 8, 7, 7 }, new long[] { 8, 4, 1, 1 })]
    [InlineData(AdapterKind.Auto, typeof(Linear), new long[] { Batch, 5 }, new long[] { Batch, 7 }, new long[] { 7, 5 })]
    [InlineData(AdapterKind.Auto, typeof(Linear), new long[] { Batch, 6, 5 }, new long[] { Batch, 6, 7 }, new long[] { 7, 5 })]
    [InlineData(AdapterKind.Linear, typeof(Linear), new long[] { Batch, 5 }, new long[] { Batch, 5 }, new long[] { 5, 5 })]
    [InlineData(AdapterKind.Conv1x1, typeof(Conv2d), new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 4, 6, 6 }, new long[] { 4, 4, 1, 1 })]
    [InlineData(AdapterKind.Conv3x3, typeof(Conv2d), new long[] { Batch, 4, 6, 5 }, new long[] { Batch, 8, 6, 5 }, new long[] { 8, 4, 3, 3 })]
    [InlineData(AdapterKind.Convolution, typeof(Conv2d), new long[] { Batch, 4, 7, 6 }, new long[] { Batch, 8, 5, 5 }, new long[] { 8, 4, 3, 2 })]
    [InlineData(AdapterKind.Convolution, typeof(ConvTranspose2d), new long[] { Batch, 4, 3, 2 }, new long[] { Batch, 8, 9, 6 }, new long[] { 4, 8, 5, 5 })]
    [InlineData(AdapterKind.Pool, typeof(Sequential), new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 5, 4 }, new long[] { 8, 4, 1, 1 })]
    [InlineData(AdapterKind.Pool, typeof(Sequential), new long[] { Batch, 6, 4 }, new long[] { Batch, 5, 8 }, new long[] { 8, 4 })]
    [InlineData(AdapterKind.Interpolate, typeof(Sequential), new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 5, 9 }, new long[] { 8, 4, 1, 1 })]
    [InlineData(AdapterKind.Regressor, typeof(Sequential), new long[] { Batch, 4, 8, 8 }, new long[] { Batch, 8, 4, 4 }, new long[] { 8, 4, 3, 3 })]
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

    [Theory]
    [InlineData(AdapterKind.Regressor, 1, typeof(ReLU))]
    [InlineData(AdapterKind.Connector, 1, typeof(BatchNorm2d))]
    [InlineData(AdapterKind.Conv1x1BatchNorm, 1, typeof(BatchNorm2d))]
    [InlineData(AdapterKind.Conv1x1BatchNormRelu, 1, typeof(ReLU))]
    [InlineData(AdapterKind.Conv3x3BatchNorm, 3, typeof(BatchNorm2d))]
    [InlineData(AdapterKind.Conv3x3BatchNormRelu, 3, typeof(ReLU))]
    public void Normalises_and_rectifies_behind_the_convolution(AdapterKind kind, long kernel, Type last)
    {
        using var adapter = Adapter.Between("guided.early", kind, Agreement.Shape, [Batch, 4, 6, 6], [Batch, 8, 6, 6]);

        Type[] layers = [.. adapter.children().Single().children().Select(child => child.GetType())];
        Assert.Equal(typeof(ReLU) == last ? [typeof(Conv2d), typeof(BatchNorm2d), last] : [typeof(Conv2d), last], layers);
        Assert.Equal([8, 4, kernel, kernel], adapter.parameters().First().shape);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Tokens_become_the_pixels_of_a_map_row_by_row(long tokens)
    {
        using var adapter = Adapter.Between("guided.early", AdapterKind.Auto, Agreement.Shape, [Batch, tokens, 5], [Batch, 5, 2, 3]);
        var feature = randn(Batch, tokens, 5);

        var map = adapter.call(feature);

        Assert.Empty(adapter.parameters());
        Assert.Equal(Tensors.Numbers(feature[1, tokens - 6 + 4]), Tensors.Numbers(map[1, TensorIndex.Colon, 1, 1]));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Pixels_become_tokens_behind_their_mean_where_there_is_a_class_token(long tokens)
    {
        using var adapter = Adapter.Between("guided.early", AdapterKind.Auto, Agreement.Shape, [Batch, 5, 2, 3], [Batch, tokens, 5]);
        var feature = randn(Batch, 5, 2, 3);

        var sequence = adapter.call(feature);

        Assert.Empty(adapter.parameters());
        Assert.Equal(Tensors.Numbers(feature[1, TensorIndex.Colon, 1, 1]), Tensors.Numbers(sequence[1, tokens - 6 + 4]));
        if (tokens == 7)
        {
            Tensors.AssertClose("class token", feature.mean([2, 3]), sequence[TensorIndex.Colon, 0], 1e-6, 0);
        }
    }

    [Theory]
    [InlineData(AdapterKind.Auto, new long[] { Batch, 4, 5, 5 }, new long[] { Batch, 8, 7 })]
    [InlineData(AdapterKind.Auto, new long[] { Batch, 6, 5 }, new long[] { Batch, 9, 7 })]
    [InlineData(AdapterKind.Auto, new long[] { Batch, 5 }, new long[] { Batch, 8, 4, 4 })]
    [InlineData(AdapterKind.None, new long[] { Batch, 5 }, new long[] { Batch, 7 })]
    [InlineData(AdapterKind.Linear, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 6, 6 })]
    [InlineData(AdapterKind.Conv1x1, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 3, 3 })]
    [InlineData(AdapterKind.Conv1x1, new long[] { Batch, 5 }, new long[] { Batch, 7 })]
    [InlineData(AdapterKind.Regressor, new long[] { Batch, 5 }, new long[] { Batch, 7 })]
    [InlineData(AdapterKind.Convolution, new long[] { Batch, 4, 5, 5 }, new long[] { Batch, 8, 7, 7 })]
    [InlineData(AdapterKind.Conv3x3, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 3, 3 })]
    [InlineData(AdapterKind.Pool, new long[] { Batch, 4, 6, 6 }, new long[] { Batch, 8, 3, 7 })]
    [InlineData(AdapterKind.Pool, new long[] { Batch, 6, 5 }, new long[] { Batch, 7, 5 })]
    [InlineData(AdapterKind.Interpolate, new long[] { Batch, 5 }, new long[] { Batch, 7 })]
    [InlineData(AdapterKind.Linear, new long[] { Batch, 4, 5, 5 }, new long[] { Batch, 25, 8 })]
    public void Shapes_that_cannot_be_related_are_named_with_their_term(AdapterKind kind, long[] student, long[] teacher)
    {
        var refusal = Assert.Throws<KdException>(() => Adapter.Between("guided.early", kind, Agreement.Shape, student, teacher));

        Assert.Equal("KD3004", refusal.Id);
        Assert.All(
            ["guided.early", kind.ToString(), $"({string.Join(", ", student)})", $"({string.Join(", ", teacher)})"],
            part => Assert.Contains(part, refusal.Message));
    }
}
