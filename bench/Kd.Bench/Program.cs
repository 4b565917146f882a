using System.Globalization;
using Kd.Bench;
using Kd.Bench.Losses;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["seeds", .. var settings]:
        SeedTable.Print(settings);
        return 0;
    case ["losses", KlBenchmark.Verb]:
        KlBenchmark.Print(samples: 128, classes: 100_000);
        return 0;
    case ["losses", KlBenchmark.Verb, var samples, var classes]:
        KlBenchmark.Print(int.Parse(samples), int.Parse(classes));
        return 0;
    case ["losses", KlBenchmark.Verb, var variant, var samples, var classes]:
        KlBenchmark.Run(variant, int.Parse(samples), int.Parse(classes));
        return 0;
    case ["losses", var loss] when LossVariant.All.ContainsKey(loss):
        LossMemory.Print(loss);
        return 0;
    case ["losses", var loss, var variant]:
        LossMemory.Measure(loss, variant);
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project bench/Kd.Bench -- seeds [PATH=VALUE ...]
                the digits sample over five seeds: the table of docs/results.md; settings as in KdSet change the student
            dotnet run -c Release --project bench/Kd.Bench -- losses kl [SAMPLES CLASSES]
                Hinton's loss against the port one would write, time and memory; 128 and 100000 if not given
            dotnet run -c Release --project bench/Kd.Bench -- losses rkd|nst|gram
                peak memory and time of a loss against a port of the reference's formula, each in a process of its own
            """);
        return 2;
}
