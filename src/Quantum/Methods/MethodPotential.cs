using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>A method in a basis as a potential: energies in eV, forces in eV/Å, of molecules.</summary>
sealed class MethodPotential(string name, IMethod method, BasisSet basis) : IPotential, IDescribed
{
    public string Name => name;

    public double? Cutoff => null;

    public string Card => $"{method.Name} in {basis.Name} (Basis Set Exchange): {method.Says}.\n" +
        $"For molecules; charge and multiplicity are those of the structure. {(method.HasGradient ? "Forces are analytic." : "Forces are the field's analytic ones and differences of the correlation energy: two energies for each way in which the molecule can change its shape.")}";

    public bool Covers(Element element) => basis.Elements.Contains(element);

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(method, basis, options);

    sealed class Evaluator(IMethod method, BasisSet basis, EvaluatorOptions options) : IEvaluator, IForceNoise
    {
        /// <summary>What the thresholds of a field leave in its gradient at worst; mostly it is a hundredth of this.</summary>
        public double ForceNoise => 1e-7;

        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            const double ForceUnit = -Units.Hartree / Units.Bohr;
            foreach (var position in structure.Positions)
            {
                if (!double.IsFinite(position.X + position.Y + position.Z))
                    throw new AtomsException($"A position of {structure.Formula} is not a number.");
            }
            var wanted = request & (Request.Forces | Request.Virial);
            var result = DifferencedGradient.Solve(method, new(structure, basis) { Team = options.Team, Gradient = wanted != 0, Cancellation = options.Cancellation });
            into.Reset(structure.Count, wanted);
            into.Energy = result.Energy * Units.Hartree;
            for (var i = 0; i < result.Gradient.Length; i++)
            {
                into.Forces[i] = result.Gradient[i] * ForceUnit;
                into.Virial += Mat3.Outer(structure.Positions[i], into.Forces[i]);
            }
        }

        public void Dispose()
        {
        }
    }
}
