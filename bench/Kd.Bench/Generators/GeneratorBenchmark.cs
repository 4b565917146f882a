extern alias compiler;

using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using compiler::Kd.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Bench.Generators;

/// <summary>Kd's generator against CommunityToolkit.Mvvm's, each on classes of its own kind.</summary>
internal static class GeneratorBenchmark
{
    private const int WarmUp = 2;

    /// <summary>Measures and prints a table, with the garbage collection that the compiler runs with.</summary>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="classes">Annotated classes of each program.</param>
    /// <returns>0, or what a child process ended with.</returns>
    public static int Run(int rounds, int classes)
    {
        if (GCSettings.IsServerGC)
        {
            Print(rounds, classes);
            return 0;
        }

        var start = ThisProgram.With("generator", $"{rounds}", $"{classes}");
        start.Environment["DOTNET_gcServer"] = "1";
        using var child = Process.Start(start)!;
        child.WaitForExit();
        return child.ExitCode;
    }

    private static void Print(int rounds, int classes)
    {
        var mvvm = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "mvvm", "CommunityToolkit.Mvvm.SourceGenerators.dll"));
        GeneratorSubject[] subjects =
        [
            new(
                "Kd",
                [new DistillationGenerator()],
                SyntheticPrograms.Models(classes),
                2 * (classes / 4 + 1),
                SyntheticPrograms.Student(classes / 4, 0.06)),
            new(
                $"CommunityToolkit.Mvvm {mvvm.GetName().Version}",
                Generators(mvvm),
                SyntheticPrograms.ViewModels(classes),
                classes / 2,
                SyntheticPrograms.ViewModel(classes / 2, "title")),
            new(
                "none, but the question",
                [new AskingGenerator()],
                SyntheticPrograms.Models(classes),
                2 * (classes / 4 + 1),
                SyntheticPrograms.Student(classes / 4, 0.06)),
        ];

        var analyzers = Analyzers(typeof(DistillationGenerator).Assembly).ToDictionary(a => a, _ => new List<double>());
        var measured = subjects.ToDictionary(s => s, _ => new Dictionary<string, List<RunCost>>());
        for (var round = -WarmUp; round < rounds; round++)
        {
            foreach (var subject in round % 2 == 0 ? subjects : subjects.Reverse())
            {
                foreach (var (what, result) in subject.Measure())
                {
                    if (round >= 0)
                    {
                        measured[subject].TryAdd(what, []);
                        measured[subject][what].Add(result);
                    }
                }
            }

            foreach (var (analyzer, time) in subjects[0].Analyze([.. analyzers.Keys]))
            {
                if (round >= 0)
                {
                    analyzers[analyzer].Add(time);
                }
            }

            Console.Error.WriteLine($"round {round + 1} of {rounds}");
        }

        Print(subjects, measured, classes);
        Console.WriteLine();
        Console.WriteLine("| analyzer | ms | least and most | µs a class |");
        Console.WriteLine("| --- | --- | --- | --- |");
        foreach (var (analyzer, times) in analyzers)
        {
            var time = Statistics.Median([.. times]);
            Console.WriteLine($"| {analyzer.GetType().Name} | {time:F0} | {times.Min():F0} – {times.Max():F0} | {1e3 * time / classes:F0} |");
        }
    }

    private static void Print(
        GeneratorSubject[] subjects, Dictionary<GeneratorSubject, Dictionary<string, List<RunCost>>> measured, int classes)
    {
        foreach (var subject in subjects)
        {
            Console.WriteLine(
                $"{subject.Name}: {classes} classes, {subject.Files} generated files of {subject.Characters / 1e3:F0} thousand characters.");
        }

        Console.WriteLine();
        Console.WriteLine("| | generator | ms | processor ms | least and most | processor µs a class | MB | KB a class | processor time, Kd to it |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var what in measured[subjects[0]].Keys)
        {
            double[] Processor(GeneratorSubject subject) => [.. measured[subject][what].Select(r => r.Processor)];
            foreach (var subject in subjects)
            {
                var elapsed = Statistics.Median([.. measured[subject][what].Select(r => r.Elapsed)]);
                var bytes = Statistics.Median([.. measured[subject][what].Select(r => r.Bytes)]);
                var times = Processor(subject);
                var time = Statistics.Median(times);
                var ratio = subject == subjects[0] ? "" : Statistics.MeanRatio([.. Processor(subjects[0]).Zip(times, (kd, other) => kd / other)]);
                Console.WriteLine(
                    $"| {what} | {subject.Name} | {elapsed:F0} | {time:F0} | {times.Min():F0} – {times.Max():F0} | {1e3 * time / classes:F0} | {bytes / 1e6:F1} | {bytes / 1e3 / classes:F1} | {ratio} |");
            }
        }
    }

    private static IEnumerable<DiagnosticAnalyzer> Analyzers(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    private static IEnumerable<IIncrementalGenerator> Generators(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsDefined(typeof(GeneratorAttribute))).Select(type => (IIncrementalGenerator)Activator.CreateInstance(type)!);
}
