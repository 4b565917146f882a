using Kd.Adapters;
using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Tests.Losses;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using AdamW = Kd.Training.AdamW;

namespace Kd.Tests.Training;

/// <summary>
/// Kd says for each tensor where it is made. Here the default is a device without numbers, so that a tensor that is made without saying
/// cannot be computed with: what comes out must be what came out before, to the byte.
/// </summary>
public sealed class DefaultDeviceTests : ScopedTest
{
    public static TheoryData<Type> LossClasses { get; } =
        [.. typeof(Loss).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract)];

    public static TheoryData<AdapterKind, long[], long[]> Adapters { get; } = new()
    {
        { AdapterKind.Linear, [4, 5], [4, 7] },
        { AdapterKind.Conv1x1, [4, 2, 6, 6], [4, 3, 6, 6] },
        { AdapterKind.Auto, [4, 2, 6, 6], [4, 3, 3, 3] },
        { AdapterKind.Auto, [4, 2, 3, 3], [4, 3, 6, 6] },
        { AdapterKind.Regressor, [4, 2, 6, 6], [4, 3, 4, 4] },
        { AdapterKind.Connector, [4, 2, 6, 6], [4, 3, 4, 4] },
        { AdapterKind.Convolution, [4, 2, 3, 3], [4, 3, 9, 9] },
        { AdapterKind.Conv3x3BatchNormRelu, [4, 2, 6, 6], [4, 3, 6, 6] },
        { AdapterKind.Pool, [4, 2, 6, 6], [4, 3, 4, 4] },
        { AdapterKind.Interpolate, [4, 6, 2], [4, 4, 3] },
    };

    [Theory]
    [MemberData(nameof(LossClasses))]
    public void Every_loss_class_is_tried(Type loss) => Assert.Contains(LossSubject.All.Keys, name => name.Split(' ', ',')[0] == loss.Name);

    [Theory]
    [MemberData(nameof(LossSubject.OfDevices), MemberType = typeof(LossSubject))]
    public void A_loss_makes_its_tensors_where_its_arguments_are(string name)
    {
        var loss = LossSubject.All[name];
        var (student, teacher) = (loss.Random(), loss.Random());
        var (value, gradients) = loss.Differentiate(student, teacher);

        var (again, gradientsAgain) = WithoutNumbers(() => loss.Differentiate(student, teacher));

        Assert.Equal(Tensors.Bytes(value), Tensors.Bytes(again));
        Assert.Equal(gradients.Select(Tensors.Bytes), gradientsAgain.Select(Tensors.Bytes));
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_is_made_on_the_CPU(AdapterKind kind, long[] student, long[] teacher)
    {
        manual_seed(3);
        using var adapter = Adapter.Between("term", kind, Agreement.Shape, student, teacher);
        manual_seed(3);

        using var again = WithoutNumbers(() => Adapter.Between("term", kind, Agreement.Shape, student, teacher));

        Assert.Equal(Tensors.Bytes(adapter), Tensors.Bytes(again));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_gives_the_same_file(bool adaptive)
    {
        using var tiny = new TinyRun();
        TinyDistiller.Options Options() => adaptive ? tiny.Options with { Optimizer = parameters => new AdamW(parameters, 0.01) } : tiny.Options;
        var first = TinyDistiller.Run(Options());

        var second = WithoutNumbers(() => TinyDistiller.Run(Options()));

        Assert.Equal(File.ReadAllBytes(first.WeightsFile), File.ReadAllBytes(second.WeightsFile));
        Assert.Equivalent(first with { WeightsFile = "" }, second with { WeightsFile = "" }, strict: true);
    }

    [Fact]
    public void A_split_is_made_where_the_samples_are()
    {
        var all = new Kd.Data.ImageBatch(rand(20, 1), arange(20) % 2, arange(20));

        var split = WithoutNumbers(() => Kd.Data.DistillationData<Kd.Data.ImageBatch>.Split(all, all.Labels, 0.5, 0.25, seed: 1));

        Assert.Equal(10, split.Train.Count);
    }

    [Fact]
    public void A_tensor_that_is_made_without_saying_where_shows_itself() =>
        Assert.ThrowsAny<Exception>(() => WithoutNumbers(() => Tensors.Numbers(ones(2).add(ones(2, device: CPU)))));

    private static T WithoutNumbers<T>(Func<T> make)
    {
        set_default_device("meta");
        try
        {
            return make();
        }
        finally
        {
            set_default_device(CPU);
        }
    }
}
