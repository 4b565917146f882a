using Digits;
using Kd.Training;
using SelfDistillation;
using TorchSharp;
using static TorchSharp.torch;

try
{
    using var gradients = no_grad();
    var test = DigitsData.Load(new(AppContext.BaseDirectory)).Test;
    var batch = test.Read(arange(test.Count, ScalarType.Int64));
    foreach (var model in new nn.Module<Tensor, Tensor>[] { BornAgainNet.LoadDistilled(), MeanTeacherNet.LoadDistilled(), ProgressiveNet.LoadDistilled(), AttentionNet.LoadDistilled() })
    {
        Tell(model.GetName(), model.call(batch.Images));
    }

    // A model with exits may answer early, where time is short.
    var exits = ExitsNet.LoadDistilled();
    Tell("ExitsNet", exits.call(batch.Images));
    Tell("ExitsNet's early exit", exits.Early(batch.Images));
    return 0;

    void Tell(string who, Tensor logits)
    {
        var accuracy = logits.argmax(1).eq(batch.Labels).to_type(ScalarType.Float64).mean().ToDouble();
        Console.WriteLine(FormattableString.Invariant($"{who} reads {accuracy:P1} of {test.Count} digits that it has never seen."));
    }
}
catch (KdException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
