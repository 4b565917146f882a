using Kd.Data;
using Kd.Training;
using ModelZoo;
using ModelZoo.Students;
using static TorchSharp.torch;

if (args is not [var folder])
{
    Console.Error.WriteLine("Give the folder of CIFAR-100: dotnet run --project samples/ModelZoo -- path/to/cifar-100-binary");
    return 1;
}

Func<nn.Module<Tensor, Tensor>>[] students =
[
    WideResNet16x2FromWideResNet40x2.LoadDistilled, WideResNet40x1FromWideResNet40x2.LoadDistilled,
    ResNet20FromResNet56.LoadDistilled, ResNet20FromResNet110.LoadDistilled, ResNet32FromResNet110.LoadDistilled, ResNet8x4FromResNet32x4.LoadDistilled,
    Vgg8FromVgg13.LoadDistilled, Vgg8FromResNet50.LoadDistilled, MobileNetV2FromVgg13.LoadDistilled, MobileNetV2FromResNet50.LoadDistilled,
    ShuffleNetV1FromResNet32x4.LoadDistilled, ShuffleNetV1FromWideResNet40x2.LoadDistilled, ShuffleNetV2FromResNet32x4.LoadDistilled,
];

using var gradients = no_grad();
try
{
    var test = Cifar100.Load(new(folder)).Test;
    var distilled = students.Select(Distilled).OfType<nn.Module<Tensor, Tensor>>().ToList();
    foreach (var student in distilled)
    {
        Console.WriteLine(FormattableString.Invariant($"{student.GetType().Name} knows {Accuracy(student, test):P1} of {test.Count} images that it has never seen."));
    }

    Console.WriteLine($"{distilled.Count} of {students.Length} students are distilled.");

    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static nn.Module<Tensor, Tensor>? Distilled(Func<nn.Module<Tensor, Tensor>> load)
{
    try
    {
        return load();
    }
    catch (KdException e) when (e.Id == "KD3005")
    {
        // It is not distilled yet.
        return null;
    }
}

static double Accuracy(nn.Module<Tensor, Tensor> model, Dataset<ImageBatch> test)
{
    const int BatchSize = 250;
    var known = 0L;
    for (var start = 0L; start < test.Count; start += BatchSize)
    {
        using var scope = NewDisposeScope();
        var batch = test.Read(arange(start, Math.Min(start + BatchSize, test.Count), ScalarType.Int64));
        known += model.call(batch.Images).argmax(1).eq(batch.Labels).sum().item<long>();
    }

    return (double)known / test.Count;
}
