using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Kd.Generators.Analyzers;

/// <summary>Tells what is wrong with teachers, students and data, by reading them as the generator does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        typeof(Descriptors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("Kd.TeacherAttribute") is null)
            {
                return;
            }

            var project = new Project();
            start.RegisterSymbolAction(project.OnClass, SymbolKind.NamedType);
            start.RegisterSymbolAction(project.OnMethod, SymbolKind.Method);
            start.RegisterCompilationEndAction(project.OnEnd);
        });
    }

    /// <summary>What is seen of one compilation.</summary>
    private sealed class Project
    {
        private readonly ConcurrentBag<(INamedTypeSymbol Type, ClassSpec Class)> _models = [];
        private readonly ConcurrentBag<IMethodSymbol> _data = [];

        public void OnClass(SymbolAnalysisContext context)
        {
            var type = (INamedTypeSymbol)context.Symbol;
            var student = type.FindKdAttribute("StudentAttribute");
            var reader = new ClassReader(context.Compilation, new Reporter(context.ReportDiagnostic, context.Compilation, type), context.CancellationToken);
            if (student is null && TeacherMark.Find(type) is null)
            {
                reader.ReadUnmarked(type);
                return;
            }

            _models.Add((type, student is null ? reader.ReadTeacher(type) : reader.ReadStudent(type)));
        }

        public void OnMethod(SymbolAnalysisContext context)
        {
            var method = (IMethodSymbol)context.Symbol;
            if (method.FindKdAttribute("DistillationDataAttribute") is not null)
            {
                _data.Add(method);
                DataReader.Read(method, new Reporter(context.ReportDiagnostic, context.Compilation));
            }
        }

        public void OnEnd(CompilationAnalysisContext context)
        {
            var problems = new Reporter(context.ReportDiagnostic, context.Compilation);
            var methods = _data.OrderBy(m => m.ToDisplayString(), StringComparer.Ordinal).ToList();
            if (methods.Count > 1)
            {
                problems.Add(Descriptors.SeveralData, methods[1], Qualified(methods[0]), Qualified(methods[1]));
            }
            else if (methods.Count == 1 && DataReader.Read(methods[0], Problems.Ignored) is { } data)
            {
                Bind(methods[0], data, problems);
            }
            else if (methods.Count == 0 && _models.Count > 0)
            {
                var first = _models.Select(m => m.Type).OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal).First();
                problems.Add(Descriptors.NoData, first, first.Name);
            }

            Names(problems);
        }

        // Results are in folders of the stages' names, which have no namespaces.
        private void Names(Problems problems)
        {
            var stages = _models.SelectMany(m => m.Class.Runs.Select(r => (r.Stage, m.Type))).ToLookup(s => s.Stage, s => s.Type, StringComparer.OrdinalIgnoreCase);
            var doubled = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
            foreach (var stage in stages.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                var types = stage.OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal).ToList();
                foreach (var type in types.Skip(1).Where(t => !SymbolEqualityComparer.Default.Equals(t, types[0]) && doubled.Add(t)))
                {
                    problems.Add(Descriptors.DuplicateStage, type, stage.Key, types[0].ToDisplayString(), type.ToDisplayString());
                }
            }
        }

        private void Bind(IMethodSymbol method, DataSpec data, Problems problems)
        {
            var batch = data.Batch.Substring(data.Batch.LastIndexOfAny(['.', ':']) + 1);
            var tensors = string.Join(", ", data.Tensors);
            var needs = _models.SelectMany(m => m.Class.Runs).SelectMany(r => r.Needs).Where(n => !data.Tensors.Contains(n.Tensor)).ToList();
            foreach (var need in needs.GroupBy(n => n.Tensor).OrderBy(n => n.Key, StringComparer.Ordinal))
            {
                var word = need.Select(n => n.Word.Source).OrderBy(w => w, StringComparer.Ordinal).First();
                problems.Add(Descriptors.UnboundInput, method, batch, $"the {need.Key} that {word} takes", tensors);
            }

            foreach (var (type, read) in _models)
            {
                if (read.Model is { } model && data.Bind(model.Inputs, out var input) is null)
                {
                    problems.Add(Descriptors.UnboundInput, type, batch, $"the input {input} of {type.Name}", tensors);
                }
            }
        }

        private static string Qualified(IMethodSymbol method) => $"{method.ContainingType.Name}.{method.Name}";
    }
}
