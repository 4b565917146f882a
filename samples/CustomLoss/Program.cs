using CustomLoss;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

try
{
    using var gradients = no_grad();
    var student = SpiralStudent.LoadDistilled();
    var test = SpiralData.Load(new(AppContext.BaseDirectory)).Test;
    var batch = test.Read(arange(test.Count, ScalarType.Int64));
    var accuracy = student.call(batch.Images).argmax(1).eq(batch.Labels).to_type(ScalarType.Float64).mean().ToDouble();
    Console.WriteLine(FormattableString.Invariant($"The distilled student tells {accuracy:P1} of {test.Count} points apart."));
    return 0;
}
catch (KdException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
