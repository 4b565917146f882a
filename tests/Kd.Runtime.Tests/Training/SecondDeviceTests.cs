using System.Reflection;
using System.Runtime.InteropServices;
using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Tests.Losses;
using Kd.Training;
using TorchSharp.Modules;
using AdamW = Kd.Training.AdamW;
using Optimizer = Kd.Training.Optimizer;

namespace Kd.Tests.Training;

/// <summary>
/// The parts of a step on a device that is not the CPU: libtorch's meta device, which has shapes and types but no numbers. A tensor that is
/// made on the CPU in between, or a number that is waited for, shows itself. <see cref="DefaultDeviceTests"/> has what meta cannot compute.
/// </summary>
public sealed class SecondDeviceTests : ScopedTest
{
    private static readonly Device _second = torch.device("meta");

    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, Optimizer>> _optimizers = new()
    {
        ["Sgd"] = parameters => new Sgd(parameters, 0.1),
        ["Sgd with all it has"] = parameters => new Sgd(parameters, 0.1, momentum: 0.9, weightDecay: 1e-4, nesterov: true),
        ["AdamW"] = parameters => new AdamW(parameters, 0.1),
    };

    public static TheoryData<string> Optimizers { get; } = [.. _optimizers.Keys];

    [SkippableTheory]
    [MemberData(nameof(LossSubject.OfDevices), MemberType = typeof(LossSubject))]
    public void A_loss_stays_on_the_device(string name)
    {
        var type = typeof(Loss).Assembly.GetType("Kd.Losses." + name.Split(' ', ',')[0])!;
        Skip.If(OwnsTensors(type), "It has tensors of its own, which a run moves to the device.");
        using var scope = NewDisposeScope();
        var loss = LossSubject.All[name];
        try
        {
            Assert.Empty(loss.Forward(loss.Make(Features), loss.Make(Features)).shape);
        }
        catch (ExternalException e) when (e.Message.Contains("no fake impl or Meta kernel", StringComparison.Ordinal))
        {
            Skip.If(true, $"libtorch computes {e.Message.Split(':')[2]} on no such device.");
        }
        catch (ExternalException e) when (e.Message.Contains("convolution_overrideable", StringComparison.Ordinal))
        {
            Skip.If(true, "libtorch computes convolutions on no such device.");
        }

        AllAreOnSecond(scope);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_stays_on_the_device(string optimizer)
    {
        using var student = nn.Linear(4, 3, device: CPU);
        student.to(_second);
        using var update = _optimizers[optimizer](student.parameters());
        using var history = new LossHistory(["response", "taskLoss", "total"], _second);
        using var snapshot = new WeightSnapshot();
        history.Begin(2);
        using var scope = NewDisposeScope();
        for (var step = 0; step < 2; step++)
        {
            var logits = student.call(Features([5, 4]));
            var response = new Response().Forward(logits, Features([5, 3]));
            var task = new TaskLoss().Forward(logits, zeros([5], ScalarType.Int64, _second));
            var total = response.add(task, Scalars.One);
            total.backward();
            Assert.All(student.parameters(), parameter => Assert.Equal(DeviceType.META, parameter.grad!.device_type));
            update.Step();
            history.Add([response, task, total]);
            snapshot.Take(student);
        }

        snapshot.Restore(student);
        AllAreOnSecond(scope);
    }

    [Fact]
    public void A_tensor_of_the_CPU_shows_itself()
    {
        using var scope = NewDisposeScope();
        zeros(2, device: CPU);

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AllAreOnSecond(scope));
    }

    private static bool OwnsTensors(Type loss) => loss.GetConstructors().Single().GetParameters().Any(p => p.Name == "sampleCount") || loss.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Any(
        field => field.FieldType.IsAssignableTo(typeof(nn.Module)) || field.FieldType.IsAssignableTo(typeof(Tensor)) || field.FieldType.IsAssignableTo(typeof(IEnumerable<nn.Module>)));

    private static Tensor Features(long[] shape) => zeros(shape, device: _second);

    /// <summary>Asserts it of every tensor that was made in a scope, also in between.</summary>
    private static void AllAreOnSecond(DisposeScope scope)
    {
        var tensors = scope.DisposablesView.OfType<Tensor>().ToList();
        Assert.NotEmpty(tensors);
        Assert.All(tensors, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
    }
}
