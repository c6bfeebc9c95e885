using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>Another program as a potential: energies and forces of molecules, computed by a process for each structure.</summary>
sealed class ProgramPotential(ExternalProgram program) : IPotential, IDescribed
{
    public string Name => program.Title;

    public double? Cutoff => null;

    public bool Covers(Element element) => program.Covers(element);

    public string Card
    {
        get
        {
            var elements = PotentialCard.ElementsOf(this);
            return $"""
                {Name}
                  method      {program.Method}
                  elements    {(elements is null ? "what the program knows" : $"{elements[0]} to {elements[^1]}")}
                  gives       energy and forces of molecules; charge and multiplicity as the structure says
                  program     {ProgramPath.Find(program.Command) ?? $"{program.Command}, which is not installed here: {program.Installation}"}
                """;
        }
    }

    /// <exception cref="PotentialException">The program is not installed.</exception>
    public IEvaluator Open(EvaluatorOptions options) => new ProgramEvaluator(program, options);
}
