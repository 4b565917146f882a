using Kd.RoslynHost;

// dotnet Kd.RoslynHost.dll ANALYZERS REFERENCES FOLDER: a file for each folder of sources in FOLDER, NAME.txt, with what is made of it.
var (analyzers, references, folder) = (args[0], args[1], args[2]);
var host = new Host(analyzers, File.ReadAllLines(references));
foreach (var program in Directory.GetDirectories(folder))
{
    var sources = Directory.GetFiles(program).Order(StringComparer.Ordinal).Select(File.ReadAllText);
    File.WriteAllText(program + ".txt", await host.Describe(sources));
}

Console.Write($"{Host.Roslyn}\n{host.Loaded}");
