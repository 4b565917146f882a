using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Bench.Losses;

/// <summary>Peak memory and time of a loss with its gradient, Kd's against a port of the reference's formula. Each runs in a process of its own.</summary>
internal static class LossMemory
{
    private const int Repetitions = 3;

    /// <summary>What one process measured.</summary>
    private sealed record Measurement(double PeakMegabytes, double Seconds, double Loss, double GradientNorm);

    /// <summary>Prints the table of a loss.</summary>
    public static void Print(string loss)
    {
        var variants = LossVariant.All[loss];
        var measured = variants.Keys.ToDictionary(name => name, name => InProcess(loss, name));
        var nothing = measured[LossVariant.Nothing].PeakMegabytes;
        var (reference, ours) = (measured[LossVariant.Reference], measured[LossVariant.Ours]);
        Console.WriteLine($"{loss}, ({string.Join(", ", variants[LossVariant.Ours].Shape)}), forward and backward, single precision, one thread");
        Console.WriteLine("| | peak of the process, MB | above one without the loss, MB | median processor time, s |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var (name, value) in measured)
        {
            Console.WriteLine($"| {name} | {value.PeakMegabytes:F0} | {value.PeakMegabytes - nothing:F0} | {value.Seconds:F3} |");
        }

        Console.WriteLine(
            $"memory: 1/{(reference.PeakMegabytes - nothing) / (ours.PeakMegabytes - nothing):F1} of the reference's; of the whole process 1/{reference.PeakMegabytes / ours.PeakMegabytes:F1}");
        Console.WriteLine(
            $"loss {ours.Loss:G6} and {reference.Loss:G6}, norm of the gradient {ours.GradientNorm:G6} and {reference.GradientNorm:G6}");
    }

    /// <summary>Measures in this process and prints the numbers for the one that waits.</summary>
    public static void Measure(string loss, string name)
    {
        var variant = LossVariant.All[loss][name];
        set_num_threads(1);
        manual_seed(1);
        using var process = Process.GetCurrentProcess();
        using var scope = NewDisposeScope();
        var (student, teacher) = (randn(variant.Shape).requires_grad_(true), randn(variant.Shape));
        var seconds = new List<double>();
        var (value, norm) = (0.0, 0.0);
        for (var repetition = 0; repetition <= Repetitions; repetition++)
        {
            using var step = NewDisposeScope();
            process.Refresh();
            var before = process.TotalProcessorTime;
            var result = variant.Forward(student, teacher);
            result.backward();
            process.Refresh();
            seconds.Add((process.TotalProcessorTime - before).TotalSeconds);
            (value, norm) = (result.ToDouble(), student.grad!.norm().ToDouble());
            student.grad!.zero_();
        }

        process.Refresh();
        double[] numbers = [process.PeakWorkingSet64 / 1e6, seconds.Skip(1).Order().ElementAt(Repetitions / 2), value, norm];
        Console.WriteLine(string.Join(' ', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture))));
    }

    private static Measurement InProcess(string loss, string name)
    {
        var start = ThisProgram.With("losses", loss, name);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"losses {loss} {name} ended with {process.ExitCode}.");
        }

        double[] numbers = [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
        return new(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
