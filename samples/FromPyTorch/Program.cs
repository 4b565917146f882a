using System.Globalization;
using FromPyTorch;
using Kd.Training;
using static TorchSharp.torch;

// Writes what the distilled student says of each digit of the test, for check_student.py to compare: dotnet run -- logits.csv
try
{
    using var student = PyTorchStudent.LoadDistilled();
    using var gradients = no_grad();
    var test = PyTorchDigits.Load(new(AppContext.BaseDirectory)).Test;
    var digits = test.Read(arange(test.Count, ScalarType.Int64));
    var logits = student.call(digits.Images);
    var accuracy = logits.argmax(1).eq(digits.Labels).to_type(ScalarType.Float64).mean().item<double>();
    Console.WriteLine(FormattableString.Invariant($"The distilled student reads {accuracy:P1} of {test.Count} digits that it has never seen."));
    if (args is [var path])
    {
        File.WriteAllLines(path, logits.data<float>().ToArray().Chunk(10).Select(row => string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));
    }

    return 0;
}
catch (KdException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
