using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Shapes;

/// <content>Statements.</content>
internal sealed partial class Interpreter
{
    // In how many rounds what a loop of unknown length leaves has to settle.
    private const int RoundLimit = 8;

    private void Execute(IOperation? statement, Frame frame)
    {
        if (statement is null || _state is null)
        {
            return;
        }

        Step();
        switch (statement)
        {
            case IBlockOperation block:
                ExecuteAll(block.Operations, frame);
                break;
            case IMethodBodyOperation body:
                Execute(body.BlockBody ?? body.ExpressionBody, frame);
                break;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation, frame);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in group.Declarations.SelectMany(d => d.Declarators.Select(v => (Variable: v, Initializer: v.Initializer ?? d.Initializer))))
                {
                    Declare(frame, declarator.Variable.Symbol, declarator.Initializer is null ? Value.Unknown : Evaluate(declarator.Initializer.Value, frame));
                }

                break;
            case IConditionalOperation condition:
                Branch(condition, frame);
                break;
            case IReturnOperation { Kind: OperationKind.YieldReturn } give:
                Yield(Evaluate(give.ReturnedValue, frame));
                break;
            case IReturnOperation leave:
                Leave(leave.ReturnedValue is null || leave.Kind == OperationKind.YieldBreak ? Value.Unknown : Evaluate(leave.ReturnedValue, frame));
                break;
            case IForLoopOperation loop:
                ExecuteAll(loop.Before, frame);
                Loop(loop, () => loop.Condition is null ? Value.True : Evaluate(loop.Condition, frame), () => ExecuteAll(loop.AtLoopBottom, frame), frame);
                break;
            case IWhileLoopOperation loop:
                While(loop, frame);
                break;
            case IForEachLoopOperation loop:
                ForEach(loop, frame);
                break;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } jump:
                _jumps[(frame.Id, jump.Target)] = Join(_jumps.TryGetValue((frame.Id, jump.Target), out var before) ? before : null, _state)!;
                _state = null;
                break;
            case ISwitchOperation choice:
                Switch(choice, frame);
                break;
            case IUsingOperation { Resources: IVariableDeclarationGroupOperation } resource:
                Execute(resource.Resources, frame);
                Execute(resource.Body, frame);
                break;
            case IUsingOperation resource:
                Evaluate(resource.Resources, frame);
                Execute(resource.Body, frame);
                break;
            case IUsingDeclarationOperation resource:
                Execute(resource.DeclarationGroup, frame);
                break;
            case ILockOperation locked:
                Execute(locked.Body, frame);
                break;
            case ITryOperation { Catches.IsEmpty: true } attempt:
                Execute(attempt.Body, frame);
                Execute(attempt.Finally, frame);
                break;
            case IThrowOperation:
                _state = null;
                break;
            case ILocalFunctionOperation or IEmptyOperation:
                break;
            case { Kind: OperationKind.Labeled or OperationKind.Branch or OperationKind.Try or OperationKind.Invalid }:
                throw NotUnderstood;
            default:
                Evaluate(statement, frame);
                break;
        }
    }

    private void ExecuteAll(ImmutableArray<IOperation> statements, Frame frame)
    {
        foreach (var statement in statements)
        {
            Execute(statement, frame);
        }
    }

    private void Branch(IConditionalOperation condition, Frame frame)
    {
        switch (Evaluate(condition.Condition, frame).Truth)
        {
            case true:
                Execute(condition.WhenTrue, frame);
                break;
            case false:
                Execute(condition.WhenFalse, frame);
                break;
            default:
                Either(() => Done(() => Execute(condition.WhenTrue, frame)), () => Done(() => Execute(condition.WhenFalse, frame)));
                break;
        }
    }

    private static Value Done(Action action)
    {
        action();
        return Value.Null;
    }

    private void Leave(Value value)
    {
        if (_state is null)
        {
            return;
        }

        var call = _calls.Peek();
        call.Value = call.Value is { } before ? Join(before, value) : value;
        call.State = Join(call.State, _state);
        _state = null;
    }

    private void Yield(Value value)
    {
        // Whether it is given has to be certain, since a list has a length.
        if (_uncertainty > 0)
        {
            throw NotUnderstood;
        }

        (_calls.Peek().Yielded ??= []).Add(value);
    }

    private void While(IWhileLoopOperation loop, Frame frame)
    {
        Value Condition() => Value.Of(Evaluate(loop.Condition, frame).Truth is { } truth ? truth != loop.ConditionIsUntil : null);
        if (!loop.ConditionIsTop)
        {
            Body(loop, frame);
        }

        Loop(loop, Condition, () => { }, frame);
    }

    private void ForEach(IForEachLoopOperation loop, Frame frame)
    {
        var collection = Evaluate(loop.Collection, frame);
        if (Elements(collection) is not { } elements)
        {
            // Modules in it are called in whatever order.
            Release(collection);
            Loop(loop, () => Value.Unknown, () => { }, frame, () => Assign(loop.LoopControlVariable, Value.Unknown, frame));
            return;
        }

        var next = 0;
        Loop(loop, () => Value.Of(next < elements.Count), () => { }, frame, () => Assign(loop.LoopControlVariable, elements[next++], frame));
    }

    private void Loop(ILoopOperation loop, Func<Value> condition, Action bottom, Frame frame, Action? top = null)
    {
        void Round()
        {
            top?.Invoke();
            Body(loop, frame);
            bottom();
        }

        while (_state is not null && condition().Truth is var truth and not false)
        {
            if (truth is null)
            {
                Settle(condition, Round);
                break;
            }

            Round();
        }

        _state = Join(_state, Take(frame, loop.ExitLabel));
    }

    private void Body(ILoopOperation loop, Frame frame)
    {
        Execute(loop.Body, frame);
        _state = Join(_state, Take(frame, loop.ContinueLabel));
    }

    /// <summary>Runs a loop any number of times: until a further round changes nothing of what is known.</summary>
    private void Settle(Func<Value> condition, Action round)
    {
        _uncertainty++;
        for (var i = 0; i < RoundLimit; i++)
        {
            var before = _state!;
            round();
            if (_state is not null)
            {
                condition();
            }

            _state = Join(before, _state)!;
            if (before.Variables.All(v => v.Value.Equals(_state.Variables[v.Key])) && before.Objects.All(o => o.Value.Equals(_state.Objects[o.Key])))
            {
                _uncertainty--;
                return;
            }
        }

        throw NotUnderstood;
    }

    private State? Take(Frame frame, ILabelSymbol label)
    {
        if (_jumps.TryGetValue((frame.Id, label), out var state))
        {
            _jumps.Remove((frame.Id, label));
        }

        return state;
    }

    private void Switch(ISwitchOperation choice, Frame frame)
    {
        var value = Evaluate(choice.Value, frame);
        Cases(value, choice, 0, frame);
        _state = Join(_state, Take(frame, choice.ExitLabel));
    }

    private void Cases(Value value, ISwitchOperation choice, int index, Frame frame)
    {
        // The default comes last wherever it stands.
        var cases = choice.Cases.OrderBy(c => c.Clauses.Any(clause => clause is IDefaultCaseClauseOperation)).ToList();
        for (; index < cases.Count && _state is not null; index++)
        {
            var next = cases[index];
            var matches = next.Clauses.Select(clause => Matches(value, clause, frame)).Aggregate((bool?)false, (any, match) => any | match);
            if (matches is false)
            {
                continue;
            }

            if (matches is true)
            {
                ExecuteAll(next.Body, frame);
            }
            else
            {
                var rest = index + 1;
                Either(() => Done(() => ExecuteAll(next.Body, frame)), () => Done(() => Cases(value, choice, rest, frame)));
            }

            return;
        }
    }

    private bool? Matches(Value value, ICaseClauseOperation clause, Frame frame) => clause switch
    {
        IDefaultCaseClauseOperation => true,
        ISingleValueCaseClauseOperation single => Arithmetic.AreEqual(value, Evaluate(single.Value, frame)),
        IPatternCaseClauseOperation { Guard: { } guard } pattern => Matches(value, pattern.Pattern, frame) switch
        {
            false => false,
            var match => match & Evaluate(guard, frame).Truth,
        },
        IPatternCaseClauseOperation pattern => Matches(value, pattern.Pattern, frame),
        _ => null,
    };
}
