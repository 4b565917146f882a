using System.Reflection;
using Kd.Adapters;
using Kd.IO;
using Kd.Losses;
using Kd.Metrics;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Training;

/// <summary>What losses and adapters learn is trained with the student and is no part of what is exported.</summary>
public sealed class TrainedPartsTests : IDisposable
{
    // Each loss that is made with shapes takes at least one of these forms: map, vector, tokens; of several places two or five.
    private static readonly long[][] _shapes = [[1, 4, 6, 6], [1, 8], [1, 5, 8]];
    private readonly TinyRun _tiny = new();

    public static TheoryData<Type> Losses { get; } = [.. typeof(Loss).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract)];

    public static TheoryData<AdapterKind> AdaptersThatLearn { get; } = [.. Enum.GetValues<AdapterKind>().Except([AdapterKind.None])];

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_loss_is_trained_and_not_exported(Type loss) => IsTrainedAndNotExported(() => Make(loss));

    [Theory]
    [InlineData(typeof(Crd))]
    [InlineData(typeof(DiversePeers))]
    [InlineData(typeof(FactorTransfer))]
    [InlineData(typeof(Vid))]
    public void A_loss_that_learns_is_made_with_what_it_learns(Type loss) => Assert.NotEqual(0, IsTrainedAndNotExported(() => Make(loss)));

    [Theory]
    [MemberData(nameof(AdaptersThatLearn))]
    public void An_adapter_is_trained_and_not_exported(AdapterKind kind)
    {
        var isLinear = kind == AdapterKind.Linear;
        var learned = IsTrainedAndNotExported(() => Adapter.Between("guided", kind, Agreement.Shape, isLinear ? [1, 8] : [1, 4, 6, 6], isLinear ? [1, 9] : [1, 9, 6, 6]));
        Assert.NotEqual(0, learned);
    }

    public void Dispose() => _tiny.Dispose();

    private int IsTrainedAndNotExported(Func<nn.Module> make)
    {
        var options = _tiny.Options;
        using var run = TrainingRun.Begin<TinyDistiller.Losses>("TinyStudent", StageRole.Student, options);
        var data = TinyData.Make();
        var student = run.Trained(new TinyStudent());
        var part = run.Own(student, "part", make());
        Tensor[] learned = [.. part.parameters().Where(parameter => parameter.requires_grad)];
        run.Use(student, new Sgd(run.ParametersOf(student), 0.1), new Constant());

        Assert.Subset(run.ParametersOf(student).Select(parameter => parameter.Handle).ToHashSet(), learned.Select(parameter => parameter.Handle).ToHashSet());

        using (NewDisposeScope())
        {
            Tensor[] before = [.. learned.Select(parameter => parameter.detach().clone())];
            var step = run.Steps(data.Train, 1).First();
            var total = stack(run.ParametersOf(student).Select(parameter => parameter.add(1).square().sum())).sum();
            run.Optimize(new TinyDistiller.Losses(total, total, total, total));
            Assert.All(before.Zip(learned), pair => Assert.False(pair.First.allclose(pair.Second)));
        }

        var result = run.Finish(data, [(student, part => run.Evaluate(part, new Accuracy(), batch => student.call(batch.Images).sum()))]);
        var exported = SafeTensors.Read(result.WeightsFile);
        Assert.Equal(student.state_dict().Keys.Order(), exported.Keys.Order());
        foreach (var tensor in exported.Values)
        {
            tensor.Dispose();
        }

        return learned.Length;
    }

    private static Loss Make(Type loss)
    {
        var constructor = loss.GetConstructors().Single();
        foreach (var (shape, places) in _shapes.Select(shape => (shape, 2)).Concat(_shapes.Select(shape => (shape, 5))))
        {
            try
            {
                return (Loss)constructor.Invoke([.. constructor.GetParameters().Select(parameter => Argument(parameter, shape, places))]);
            }
            catch (TargetInvocationException e) when (e.InnerException is ArgumentException)
            {
            }
        }

        throw new InvalidOperationException($"{loss.Name} takes none of the shapes that this test knows.");
    }

    private static object? Argument(ParameterInfo parameter, long[] shape, int places) => parameter.Name switch
    {
        "studentShape" or "teacherShape" => parameter.ParameterType == typeof(long[][]) ? Enumerable.Repeat(shape, places).ToArray() : shape,
        "sampleCount" => 45L,
        _ when parameter.ParameterType.IsEnum => Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!),
        _ => parameter.DefaultValue,
    };
}
