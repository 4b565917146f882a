using Digits;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

const int Shown = 6;
string[] shades = [" ", "░", "▒", "▓", "█"];

DigitsStudent student;
try
{
    student = DigitsStudent.LoadDistilled();
}
catch (KdException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

using var gradients = no_grad();
var data = DigitsData.Load(new(AppContext.BaseDirectory));
var test = data.Test.Read(arange(data.Test.Count, ScalarType.Int64));
var predictions = student.call(test.Images).argmax(1);
var accuracy = predictions.eq(test.Labels).to_type(ScalarType.Float64).mean().ToDouble();
Console.WriteLine(FormattableString.Invariant($"The distilled student reads {accuracy:P1} of {data.Test.Count} digits that it has never seen."));
Console.WriteLine();

var pixels = test.Images[..Shown].data<float>().ToArray();
for (var y = 0; y < 8; y++)
{
    Console.WriteLine(string.Join("   ", Enumerable.Range(0, Shown).Select(image =>
        string.Concat(Enumerable.Range(0, 8).Select(x => Shade(pixels[((image * 8) + y) * 8 + x]))))));
}

var read = predictions[..Shown].data<long>().ToArray();
Console.WriteLine(string.Join("   ", read.Select(digit => $"read as {digit}".PadRight(16))));
return 0;

string Shade(float value)
{
    var shade = shades[(int)Math.Round(value * (shades.Length - 1))];
    return shade + shade;
}
