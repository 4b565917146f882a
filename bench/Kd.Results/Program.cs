using System.Globalization;
using Kd.Results.Models;
using Kd.Training;
using TorchSharp;

torch.set_num_threads(1);
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var (te, se) = (int.Parse(args[0]), int.Parse(args[1]));
foreach (var lr in args[2..].Select(double.Parse)) {
var w0 = System.Diagnostics.Stopwatch.StartNew();
var c0 = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
var b = HintonStudentBaseline.Run(new() { DataPath = "/usr/share/datasets/fashion-mnist", Output = "/tmp/kdr/b", Epochs = se, SgdLearningRate = lr, Reporter = Kd.Bench.SilentReporter.Instance });
Console.WriteLine($"{lr} alone {b.Validation.Value} kept {b.KeptEpoch} cpu {System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - c0}"); c0 = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
var t = WideTeacherTrainer.Run(new() { DataPath = "/usr/share/datasets/fashion-mnist", Output = "/tmp/kdr/t", Epochs = te, SgdLearningRate = lr, Reporter = Kd.Bench.SilentReporter.Instance });
Console.WriteLine($"{lr} teacher {t.Validation.Value} kept {t.KeptEpoch} cpu {System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - c0}"); c0 = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
var w = new Dictionary<string, string> { ["WideTeacher"] = t.WeightsFile };
var h = HintonStudentDistiller.Run(new() { DataPath = "/usr/share/datasets/fashion-mnist", Output = "/tmp/kdr/s", Weights = w, Epochs = se, SgdLearningRate = lr, Reporter = Kd.Bench.SilentReporter.Instance });
Console.WriteLine($"{lr} hinton {h.Validation.Value} kept {h.KeptEpoch} cpu {System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - c0}");
}
