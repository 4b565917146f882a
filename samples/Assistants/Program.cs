using Assistants;
using Digits;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

try
{
    using var gradients = no_grad();
    var test = DigitsData.Load(new(AppContext.BaseDirectory)).Test;
    var batch = test.Read(arange(test.Count, ScalarType.Int64));
    foreach (var (name, model) in new (string, nn.Module<Tensor, Tensor>)[] { ("assistant", MediumNet.LoadDistilled()), ("student", SmallNet.LoadDistilled()) })
    {
        var accuracy = model.call(batch.Images).argmax(1).eq(batch.Labels).to_type(ScalarType.Float64).mean().ToDouble();
        var parameters = model.parameters().Sum(parameter => parameter.numel());
        Console.WriteLine(FormattableString.Invariant($"The {name}, of {parameters:N0} parameters, reads {accuracy:P1} of {test.Count} digits that it has never seen."));
    }

    return 0;
}
catch (KdException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
