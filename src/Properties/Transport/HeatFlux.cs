using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// Opens the flux of heat of a potential, and holds what both ways to it share. The energy of an atom has a zero that nobody can measure; in a crystal of several elements it moves with atoms that go nowhere,
/// and would be noise. So energies count from the mean of their element in the first structure that is seen.
/// </summary>
public static class HeatFlux
{
    const Request Shares = Request.AtomEnergies | Request.AtomVirials;

    /// <summary>By virials of single atoms where the potential has them, else unfolded.</summary>
    /// <param name="structure">Says which of both; energies count from its means.</param>
    /// <exception cref="PotentialException">The potential has no energies of single atoms, or no cutoff: then nobody can say where its energy is.</exception>
    public static IHeatFlux Open(IPotential potential, Structure structure, Team? team = null, double skin = 0.5)
    {
        var evaluator = potential.Open(new EvaluatorOptions(team ?? Team.Single, Skin: skin));
        try
        {
            var prediction = new Prediction();
            evaluator.Evaluate(structure, Shares, prediction);
            if (prediction.AtomEnergies.IsEmpty)
                throw new PotentialException($"'{potential.Name}' gives no energies of single atoms, so that nobody can say where its energy is, nor how it flows. Take a potential that is a sum over atoms.");
            var reference = ReferenceEnergies(structure, prediction.AtomEnergies);
            if (prediction.HasAtomVirials)
                return new AtomVirialFlux(evaluator, reference);
            if (potential.Cutoff is not { } cutoff)
                throw new PotentialException($"'{potential.Name}' lets every atom see the whole structure (charges, say) and gives no virials of single atoms; its flux of heat is not known here. Take a potential with a cutoff, or --method boltzmann.");
            evaluator.Dispose();
            return new UnfoldedFlux(potential, cutoff, reference, team ?? Team.Single);
        }
        catch
        {
            evaluator.Dispose();
            throw;
        }
    }

    /// <summary>Σ_i E_i v_i, energies counted from a reference.</summary>
    internal static Vec3 Convection(Structure structure, ReadOnlySpan<double> energies, ReadOnlySpan<double> reference)
    {
        var velocities = structure.Velocities ?? throw new ArgumentException("The structure has no velocities.", nameof(structure));
        var sum = Vec3.Zero;
        for (var i = 0; i < velocities.Length; i++)
            sum += (0.5 * structure.MassOf(i) / Units.AccelerationPerForce * velocities[i].LengthSquared + energies[i] - reference[i]) * velocities[i];
        return sum;
    }

    static double[] ReferenceEnergies(Structure structure, ReadOnlySpan<double> energies)
    {
        var means = new Dictionary<Element, (double Sum, int Count)>();
        for (var i = 0; i < energies.Length; i++)
        {
            var (sum, count) = means.GetValueOrDefault(structure.Elements[i]);
            means[structure.Elements[i]] = (sum + energies[i], count + 1);
        }
        var reference = new double[energies.Length];
        for (var i = 0; i < reference.Length; i++)
            reference[i] = means[structure.Elements[i]].Sum / means[structure.Elements[i]].Count;
        return reference;
    }
}
