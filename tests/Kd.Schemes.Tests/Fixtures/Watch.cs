using Kd.Losses;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A model that is called in a step.</summary>
/// <param name="Model">The model.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step of the epoch, from 0.</param>
/// <param name="IsTraining">Whether it is in training mode.</param>
/// <param name="HasGradients">Whether gradients are computed.</param>
/// <param name="Weights">Its weights just then.</param>
internal sealed record Call(DigitsModel Model, int Epoch, int Step, bool IsTraining, bool HasGradients, Weights Weights);

/// <summary>What one of the tests' losses is given in a step.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The step of the epoch, from 0.</param>
/// <param name="Student">The student's side.</param>
/// <param name="Teacher">What it follows.</param>
/// <param name="Features">The student's features, if the loss takes some.</param>
/// <param name="Labels">The samples' classes.</param>
/// <param name="SampleIds">Which samples these are.</param>
internal sealed record Given(Loss Loss, int Epoch, int Step, Values[] Student, Values[] Teacher, Values[] Features, long[] Labels, long[] SampleIds);

/// <summary>Sees what models and losses are called with while a run trains. It allows no warning.</summary>
internal sealed class Watch : IRunReporter, IDisposable
{
    private static Watch? _current;
    private RunPhase _phase;
    private int _epoch;
    private int _step;

    public Watch() => _current = this;

    /// <summary>The models, as they are called in the steps.</summary>
    public List<Call> Calls { get; } = [];

    /// <summary>What the tests' losses are given in the steps.</summary>
    public List<Given> Given { get; } = [];

    public static void See(DigitsModel model)
    {
        if (_current is { _phase: RunPhase.Training } watch)
        {
            watch.Calls.Add(new(model, watch._epoch, watch._step, model.training, is_grad_enabled(), Weights.Of(model)));
        }
    }

    public static void Hear(Loss loss, Tensor[] student, Tensor[] teacher, Tensor labels, Tensor sampleIds, Tensor[]? features = null) => _current?.Given.Add(new(
        loss, _current._epoch, _current._step, Values.Of(student), Values.Of(teacher), Values.Of(features ?? []), labels.data<long>().ToArray(), sampleIds.data<long>().ToArray()));

    public void Enter(RunPhase phase, int epoch = 0, int step = 0) => (_phase, _epoch, _step) = (phase, epoch, step);

    public void Progress(string text)
    {
    }

    public void Warning(string id, string text) => Assert.Fail($"{id}: {text}");

    public void Dispose() => _current = null;
}
