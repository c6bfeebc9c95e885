using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Hartree–Fock as a potential: energies in eV, forces in eV/Å, of molecules.</summary>
sealed class HartreeFockPotential(string name, BasisSet basis) : IPotential, IDescribed
{
    public string Name => name;

    public double? Cutoff => null;

    public string Card => $"Hartree–Fock in {basis.Name} (Basis Set Exchange): restricted for singlets, unrestricted for the rest.\n" +
        "For molecules; charge and multiplicity are those of the structure.";

    public bool Covers(Element element) => basis.Elements.Contains(element);

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(basis, options.Team);

    sealed class Evaluator(BasisSet basis, Team team) : IEvaluator
    {
        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            const double ForceUnit = -Units.Hartree / Units.Bohr;
            foreach (var position in structure.Positions)
            {
                if (!double.IsFinite(position.X + position.Y + position.Z))
                    throw new AtomsException($"A position of {structure.Formula} is not a number.");
            }
            var wanted = request & (Request.Forces | Request.Virial);
            var field = HartreeFock.Solve(structure, basis, null, team, gradient: wanted != 0);
            into.Reset(structure.Count, wanted);
            into.Energy = field.Energy * Units.Hartree;
            for (var i = 0; i < field.Gradient.Length; i++)
            {
                into.Forces[i] = field.Gradient[i] * ForceUnit;
                into.Virial += Mat3.Outer(structure.Positions[i], into.Forces[i]);
            }
        }

        public void Dispose()
        {
        }
    }
}
