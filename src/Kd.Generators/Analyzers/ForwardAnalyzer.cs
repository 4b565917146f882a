using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Analyzers;

/// <summary>Tells of what the code of a teacher or student does to its result and to its places.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForwardAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] _withoutGradient = ["no_grad", "inference_mode"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        ModuleDescriptors.CutGradient, ModuleDescriptors.Probabilities, ModuleDescriptors.ChangedPlace, ModuleDescriptors.FatalProduct);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolStartAction(OnClass, SymbolKind.NamedType);
    }

    private static void OnClass(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var isStudent = type.FindKdAttribute("StudentAttribute") is not null;
        var teacher = type.FindKdAttribute("TeacherAttribute");
        if (!type.IsModule() || (!isStudent && teacher is null))
        {
            return;
        }

        // Places whose tensor is what a call of the member returns.
        var places = new HashSet<ISymbol>(
            PlaceReader.Attributes(type).Where(p => p.Attribute.Named("Path") is null && p.Attribute.Named("Of") is not 1).Select(p => p.Member), SymbolEqualityComparer.Default);
        var isTrained = isStudent || teacher!.Named("Weights") is null;
        var takesLogits = TakesLogits(type, isStudent);
        context.RegisterOperationAction(c => OnCall(c, places), OperationKind.Invocation);
        context.RegisterOperationAction(c => OnReturn(c, type, isTrained, takesLogits), OperationKind.Return);
        if (isTrained)
        {
            context.RegisterOperationAction(c => OnUsing(c, type), OperationKind.UsingDeclaration);
        }
    }

    // A word of the user's own may take anything.
    private static bool TakesLogits(INamedTypeSymbol type, bool isStudent)
    {
        var words = type.GetAttributes().Where(a => a.AttributeClass.DerivesFromKd("ResponseAttribute") || a.AttributeClass.DerivesFromKd("OutputKnowledgeAttribute") || JudgeReader.IsTask(a)).ToList();
        return words.TrueForAll(w => !JudgeReader.IsTask(w) || IsOfKd(w)) && (!isStudent || words.Exists(IsOfKd));

        static bool IsOfKd(AttributeData word) => word.AttributeClass is { Arity: 0, ContainingAssembly.Name: "Kd.Dsl" };
    }

    private static void OnReturn(OperationAnalysisContext context, INamedTypeSymbol type, bool isTrained, bool takesLogits)
    {
        if (!context.ContainingSymbol.IsForward() || IsInner(context.Operation))
        {
            return;
        }

        var result = ((IReturnOperation)context.Operation).ReturnedValue.Plain();

        // The tensor that would be right is told to the fix.
        if (result is IInvocationOperation call && call.TargetMethod.IsTorch() && call.Subject() is { } subject)
        {
            if (isTrained && call.TargetMethod.Name == "detach")
            {
                context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.CutGradient, call.Syntax.GetLocation(), [subject.Syntax.GetLocation()], type.Name, "what it returns is detached"));
            }
            else if (takesLogits && call.TargetMethod.Name == "softmax")
            {
                context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.Probabilities, call.Syntax.GetLocation(), [subject.Syntax.GetLocation()], type.Name));
            }
        }
    }

    // Of the method's own statements: what a block does without gradients may be a constant.
    private static void OnUsing(OperationAnalysisContext context, INamedTypeSymbol type)
    {
        var declaration = ((IUsingDeclarationOperation)context.Operation).DeclarationGroup;
        if (context.ContainingSymbol.IsForward() && context.Operation.Parent is IBlockOperation { Parent: IMethodBodyOperation } body
            && declaration.Declarations.SelectMany(d => d.Declarators).Any(d => d.Initializer?.Value.Plain() is IInvocationOperation call && call.TargetMethod.IsTorch() && _withoutGradient.Contains(call.TargetMethod.Name))
            && !body.Operations.TakeWhile(o => o != context.Operation).SelectMany(o => o.Descendants()).Any(o => o is IInvocationOperation { TargetMethod.Name: "call" or "forward" }))
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.CutGradient, context.Operation.Syntax.GetLocation(), type.Name, "all that it computes is without gradients"));
        }
    }

    private static bool IsInner(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static void OnCall(OperationAnalysisContext context, HashSet<ISymbol> places)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!call.TargetMethod.IsTorch())
        {
            return;
        }

        if (call.TargetMethod.Name == "matmul")
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.FatalProduct, call.Syntax.GetLocation()));
        }
        else if (ChangesItsSubject(call) && Place(call.Subject(), places) is { } place)
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.ChangedPlace, call.Syntax.GetLocation(), call.TargetMethod.Name, place.Name));
        }
    }

    private static bool ChangesItsSubject(IInvocationOperation call) =>
        call.Subject()?.Type.IsTensor() is true
        && (call.Given("inplace") is { Value.ConstantValue: { HasValue: true, Value: true } }
            || (call.TargetMethod.Name.EndsWith("_", StringComparison.Ordinal) && call.TargetMethod.ReturnType.IsTensor()));

    /// <summary>The place that an expression is the result of: a call, or a variable that has no other value.</summary>
    private static ISymbol? Place(IOperation? operation, HashSet<ISymbol> places) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "call" } call when Operations.Member(call.Instance) is { } member && places.Contains(member) => member,
        ILocalReferenceOperation local => Assigned(local) is [var value] ? Place(value.Plain(), places) : null,
        _ => null,
    };

    private static List<IOperation> Assigned(ILocalReferenceOperation variable) => [.. variable.Root().Descendants().Select(o => o switch
    {
        IVariableDeclaratorOperation { Initializer: { } initializer } declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable.Local) => initializer.Value,
        IAssignmentOperation { Target: ILocalReferenceOperation target } assignment when SymbolEqualityComparer.Default.Equals(target.Local, variable.Local) => assignment.Value,
        _ => null,
    }).OfType<IOperation>()];
}
