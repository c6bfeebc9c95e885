using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// What is brought to rest, as plain coordinates: 3N of atoms (Å), and nine more where the cell may change, its strain times a length of √N Å, which makes it about as stiff as three atoms are. Strains are applied to what
/// stands, so no reference cell is kept.
/// </summary>
sealed class Landscape : IMovable, IDisposable
{
    const double LongestMove = 0.2; // Å an atom may go in one step.
    const double Skin = 0.3;

    readonly RelaxationSettings _settings;
    readonly IEvaluator _evaluator;
    readonly Vec3[] _evaluated;
    readonly bool[] _fixed;
    readonly double _length;
    readonly double _pressure;
    Prediction _next = new();
    Cell? _evaluatedCell;

    internal Landscape(Structure structure, IPotential potential, RelaxationSettings settings, Team team, CancellationToken cancellation)
    {
        _settings = settings;
        Structure = structure.Clone();
        Structure.Velocities = null;
        _fixed = new bool[structure.Count];
        foreach (var i in settings.FixedAtoms)
        {
            if ((uint)i >= (uint)structure.Count)
                throw new SimulationException($"Atom {i + 1} is to stay fixed, but {structure} has only {structure.Count} atoms.");
            _fixed[i] = true;
        }
        if (settings.Cell != CellFreedom.None && !structure.Periodic.IsBulk)
            throw new SimulationException($"To relax the cell it must repeat in all three directions; that of {structure} does not.");
        Forces = new double[3 * structure.Count + (settings.Cell == CellFreedom.None ? 0 : 9)];
        _evaluated = new Vec3[structure.Count];
        _length = Math.Sqrt(structure.Count);
        _pressure = settings.Pressure / Units.GigaPascal;
        _evaluator = potential.Open(new EvaluatorOptions(team, settings.Precision, Skin) { Cancellation = cancellation });
    }

    internal Structure Structure { get; }

    /// <summary>Of the last evaluation.</summary>
    internal Prediction Prediction { get; private set; } = new();

    public int Size => Forces.Length;

    /// <summary>By coordinate, eV/Å; zero of atoms that are fixed.</summary>
    public double[] Forces { get; }

    /// <summary>E + PV, eV: what falls.</summary>
    internal double Enthalpy { get; private set; }

    /// <summary>How much of <see cref="Enthalpy"/> may be rounding, or iteration that stopped, eV.</summary>
    internal double Noise => 1e-8 + (_settings.Precision == Precision.Single ? 3e-7 : 1e-11) * Math.Abs(Enthalpy);

    /// <exception cref="SimulationException">A force is not a number, or the cell is to relax and there is no stress.</exception>
    internal void Evaluate(int step)
    {
        _evaluator.Evaluate(Structure, Request.Forces | (Structure.Periodic.IsBulk ? Request.Virial : 0), _next);
        // A cell without a stress would stand still, and count as at rest.
        if (_settings.Cell != CellFreedom.None && (_next.Holds & Request.Virial) == 0)
            throw new SimulationException($"The potential gives no stress of {Structure}, so its cell cannot be brought to rest. Relax the atoms alone, in a cell that is at rest.");
        (Prediction, _next) = (_next, Prediction);
        Structure.Positions.CopyTo(_evaluated, 0);
        _evaluatedCell = Structure.Cell;
        for (var i = 0; i < _fixed.Length; i++)
        {
            var force = Prediction.Forces[i];
            if (!force.IsFinite)
                throw new SimulationException($"In step {step} of the relaxation the force on atom {i + 1} ({Structure.Elements[i]}) is not a finite number. Begin from a structure with its atoms farther apart.");
            for (var d = 0; d < 3; d++)
                Forces[3 * i + d] = _fixed[i] ? 0 : force[d];
        }
        Enthalpy = Prediction.Energy;
        if (_settings.Cell == CellFreedom.None)
            return;
        Enthalpy += _pressure * Structure.Cell!.Volume;
        // −∂(E + PV)/∂ε.
        var push = Prediction.Virial.Symmetrized - _pressure * Structure.Cell.Volume * Mat3.Identity;
        if (_settings.Cell == CellFreedom.Volume)
            push = push.Trace / 3 * Mat3.Identity;
        for (var k = 0; k < 9; k++)
            Forces[^(9 - k)] = push[k / 3, k % 3] / _length;
    }

    /// <summary>The largest factor, up to 1, by which a step may be multiplied without an atom going farther than 0.2 Å.</summary>
    public double Limit(ReadOnlySpan<double> step)
    {
        double farthest = 0;
        for (var i = 0; i < _fixed.Length; i++)
            farthest = Math.Max(farthest, new Vec3(step[3 * i], step[3 * i + 1], step[3 * i + 2]).LengthSquared);
        farthest = Math.Sqrt(farthest);
        if (_settings.Cell != CellFreedom.None)
        {
            // The farthest atom's way under the strain, as if the cell were as wide as its volume's cube root.
            var strain = StrainOf(step);
            farthest = Math.Max(farthest, Math.Sqrt((strain.Transposed * strain).Trace) * Math.Min(10, Math.Cbrt(Structure.Cell!.Volume)));
        }
        return farthest > LongestMove ? LongestMove / farthest : 1;
    }

    public void Move(ReadOnlySpan<double> step, double factor)
    {
        var positions = Structure.Positions;
        for (var i = 0; i < positions.Length; i++)
            positions[i] += factor * new Vec3(step[3 * i], step[3 * i + 1], step[3 * i + 2]);
        if (_settings.Cell == CellFreedom.None)
            return;
        var deformation = Mat3.Identity + factor * StrainOf(step);
        Structure.Cell = new Cell(Structure.Cell!.Vectors * deformation);
        for (var i = 0; i < positions.Length; i++)
            positions[i] = positions[i] * deformation;
    }

    Mat3 StrainOf(ReadOnlySpan<double> step) => 1 / _length * Mat3.FromSpan(step[^9..]);

    /// <summary>Back to where the last evaluation was.</summary>
    internal void Return() => Return(_evaluated, _evaluatedCell);

    internal void Return(Vec3[] positions, Cell? cell)
    {
        positions.CopyTo(Structure.Positions, 0);
        Structure.Cell = cell;
    }

    /// <summary>The largest force on a free atom (eV/Å) and component of the stress that may relax (eV/Å³).</summary>
    internal (double Force, double Stress) Largest()
    {
        double force = 0, stress = 0;
        for (var i = 0; i < _fixed.Length; i++)
        {
            if (!_fixed[i])
                force = Math.Max(force, Prediction.Forces[i].LengthSquared);
        }
        if (_settings.Cell != CellFreedom.None)
        {
            for (var k = 1; k <= 9; k++)
                stress = Math.Max(stress, Math.Abs(Forces[^k]) * _length / Structure.Cell!.Volume);
        }
        return (Math.Sqrt(force), stress);
    }

    public void Dispose() => _evaluator.Dispose();
}
