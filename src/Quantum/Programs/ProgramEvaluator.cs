using System.ComponentModel;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>
/// The road that every program goes: check the molecule, an empty folder, run, and take the answer only where exit status, success marker, energy, number of
/// atoms and geometry agree. One process at a time.
/// </summary>
sealed class ProgramEvaluator : IEvaluator, IForceNoise
{
    readonly ExternalProgram _program;
    readonly EvaluatorOptions _options;
    readonly string _path;

    /// <param name="path">Where the program is; looked for where not said.</param>
    /// <exception cref="PotentialException">The program is not installed.</exception>
    public ProgramEvaluator(ExternalProgram program, EvaluatorOptions options, string? path = null)
    {
        (_program, _options) = (program, options);
        var variable = ProgramPath.VariableOf(program.Command);
        _path = path ?? ProgramPath.Find(program.Command) ?? throw new PotentialException(Environment.GetEnvironmentVariable(variable) is { Length: > 0 } said
            ? $"{variable} says that {program.Command} is {said}, but there is no such file."
            : $"{program.Title} needs the program {program.Command}, which is not in PATH. Install it ({program.Installation}), or say where it is in the variable {variable}.");
    }

    public double ForceNoise => _program.ForceNoise;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        var molecule = ProgramMolecule.Of(structure, _program.Title);
        foreach (var element in structure.Elements)
        {
            if (!_program.Covers(element))
                throw new PotentialException($"{_program.Title} has no parameters for {element}.");
        }
        var forces = (request & (Request.Forces | Request.Virial)) != 0;
        var answer = Answer(molecule, forces);
        if (!double.IsFinite(answer.Energy) || answer.Forces?.All(f => double.IsFinite(f.X + f.Y + f.Z)) == false)
            throw new PotentialException($"{_program.Command} gave {(double.IsFinite(answer.Energy) ? "a force" : "an energy")} that is not a number; its answer is not taken.");
        if (answer.Energy > 0)
            throw new PotentialException(FormattableString.Invariant($"{_program.Command} gave the energy {answer.Energy:0.###} eV, above that of nuclei and electrons far apart; the geometry or the charge cannot be meant, and its answer is not taken."));
        into.Reset(structure.Count, request & (Request.Forces | Request.Virial));
        into.Energy = answer.Energy;
        if (answer.Forces is null)
            return;
        answer.Forces.CopyTo(into.Forces);
        // Of a molecule under r → r (1 + ε) the virial −∂E/∂ε is a sum over atoms.
        for (var i = 0; i < structure.Count; i++)
            into.Virial += Mat3.Outer(structure.Positions[i], answer.Forces[i]);
    }

    ProgramAnswer Answer(ProgramMolecule molecule, bool forces)
    {
        using var scratch = new Scratch();
        var arguments = _program.Prepare(scratch.Folder, molecule, forces, _options.Memory);
        var limit = _options.TimeLimit ?? _program.Limit;
        ProgramOutcome outcome;
        try
        {
            outcome = ProgramJob.Run(_path, arguments, scratch.Folder, limit, _options.Cancellation);
        }
        catch (Win32Exception e)
        {
            throw new PotentialException($"{_path} cannot be run: {e.Message}.", e);
        }
        if (outcome.TimedOut)
            throw new PotentialException(FormattableString.Invariant($"{_program.Command} did not end within {limit.TotalSeconds:0.###} s and was stopped; --time-limit gives it longer."));
        return _program.Read(scratch.Folder, outcome, molecule, forces);
    }

    public void Dispose()
    {
        // Nothing outlives a call.
    }
}
