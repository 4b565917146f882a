using System.Globalization;
using Kd.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["seeds", .. var settings]:
        SeedTable.Print(settings);
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project bench/Kd.Bench -- seeds [PATH=VALUE ...]
                the digits sample over five seeds: the table of docs/results.md; settings as in KdSet change the student
            """);
        return 2;
}
