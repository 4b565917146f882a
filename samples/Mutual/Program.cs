using Digits;
using Kd.Training;
using Mutual;
using TorchSharp;
using static TorchSharp.torch;

try
{
    using var gradients = no_grad();
    var test = DigitsData.Load(new(AppContext.BaseDirectory)).Test;
    var batch = test.Read(arange(test.Count, ScalarType.Int64));
    foreach (var model in new nn.Module<Tensor, Tensor>[] { NarrowNet.LoadDistilled(), WideNet.LoadDistilled(), TrioNet.LoadDistilled() })
    {
        var accuracy = model.call(batch.Images).argmax(1).eq(batch.Labels).to_type(ScalarType.Float64).mean().ToDouble();
        Console.WriteLine(FormattableString.Invariant($"{model.GetName()} reads {accuracy:P1} of {test.Count} digits that it has never seen."));
    }

    return 0;
}
catch (KdException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
