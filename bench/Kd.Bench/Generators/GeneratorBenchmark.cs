using System.Reflection;
using Kd.Generators;
using Kd.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Bench.Generators;

/// <summary>Kd's generator against CommunityToolkit.Mvvm's, each on classes of its own kind.</summary>
internal static class GeneratorBenchmark
{
    private const string Analyzers = "analyzers";
    private const int WarmUp = 3;

    /// <summary>Measures and prints a table.</summary>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="classes">Annotated classes of each program.</param>
    public static void Print(int rounds, int classes)
    {
        var mvvm = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "mvvm", "CommunityToolkit.Mvvm.SourceGenerators.dll"));
        GeneratorSubject[] subjects =
        [
            new(
                "Kd",
                [new DistillationGenerator()],
                [new DeclarationAnalyzer()],
                SyntheticPrograms.Models(classes),
                2 * (classes / 4 + 1),
                SyntheticPrograms.Student(classes / 4, 0.06)),
            new(
                $"CommunityToolkit.Mvvm {mvvm.GetName().Version}",
                Instances<IIncrementalGenerator, GeneratorAttribute>(mvvm),
                Instances<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>(mvvm),
                SyntheticPrograms.ViewModels(classes),
                classes / 2,
                SyntheticPrograms.ViewModel(classes / 2, "title")),
        ];

        var measured = subjects.ToDictionary(s => s, _ => new Dictionary<string, List<(double Milliseconds, double Bytes)>>());
        for (var round = -WarmUp; round < rounds; round++)
        {
            foreach (var subject in round % 2 == 0 ? subjects : subjects.Reverse())
            {
                var results = subject.Measure();
                results.Add(Analyzers, (subject.Analyze(), double.NaN));
                foreach (var (what, result) in results)
                {
                    if (round >= 0)
                    {
                        measured[subject].TryAdd(what, []);
                        measured[subject][what].Add(result);
                    }
                }
            }
        }

        Print(subjects, measured, classes);
    }

    private static void Print(
        GeneratorSubject[] subjects, Dictionary<GeneratorSubject, Dictionary<string, List<(double Milliseconds, double Bytes)>>> measured, int classes)
    {
        foreach (var subject in subjects)
        {
            Console.WriteLine(
                $"{subject.Name}: {classes} classes, {subject.Files} generated files of {subject.Characters / 1e3:F0} thousand characters.");
        }

        Console.WriteLine();
        Console.WriteLine("| | generator | ms | least and most | µs a class | MB | KB a class | time, Kd to the other |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var what in measured[subjects[0]].Keys)
        {
            foreach (var subject in subjects)
            {
                double[] times = [.. measured[subject][what].Select(r => r.Milliseconds)];
                var time = Statistics.Median(times);
                var bytes = Statistics.Median([.. measured[subject][what].Select(r => r.Bytes)]);
                var memory = double.IsNaN(bytes) ? "| |" : $"| {bytes / 1e6:F1} | {bytes / 1e3 / classes:F1}";
                var ratio = subject == subjects[0]
                    ? Statistics.MeanRatio([.. times.Zip(measured[subjects[1]][what], (time, other) => time / other.Milliseconds)])
                    : "";
                Console.WriteLine($"| {what} | {subject.Name} | {time:F1} | {times.Min():F1} – {times.Max():F1} | {1e3 * time / classes:F0} {memory} | {ratio} |");
            }
        }
    }

    private static IEnumerable<T> Instances<T, TAttribute>(Assembly assembly)
        where TAttribute : Attribute =>
        assembly.GetTypes().Where(type => type.IsDefined(typeof(TAttribute)) && !type.IsAbstract).Select(type => (T)Activator.CreateInstance(type)!);
}
