using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// A table of time, energies, temperature, pressure, stress and the conserved quantity, one line every so many steps, columns separated by blanks,
/// the first line naming them with their units.
/// </summary>
public sealed class RunLog : IGrowingFile, IDisposable
{
    readonly string _path;
    readonly bool _overwrite;
    FileStream? _stream;
    bool _headed;

    /// <param name="overwrite">Whether a new run may replace an existing file.</param>
    public RunLog(string path, int every, bool overwrite = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _path = path;
        _overwrite = overwrite;
        Every = every;
    }

    public int Every { get; }

    /// <summary>How uncertain the energy (eV) and the least certain force (eV/Å) are, for two more columns; no numbers at steps at which nobody looked. Null for no columns.</summary>
    public Func<MolecularDynamics, (double Energy, double Force)>? Uncertainty { get; init; }

    public string Role => "log";

    public long Length => _stream!.Position;

    public void Open(long? keep)
    {
        if (keep is null)
            AtomicFile.RefuseIfTaken(_path, _overwrite);
        try
        {
            _stream = new FileStream(_path, keep is null ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"The log {_path} cannot be written ({e.Message.TrimEnd('.')}).", e);
        }
        if (keep is not { } length)
            return;
        if (_stream.Length < length)
            throw new SimulationException($"The log {_path} has only {_stream.Length} bytes, but the run it belongs to had written {length}; it is not that run's log, or it was shortened.");
        _stream.SetLength(length);
        _stream.Position = length;
        _headed = length > 0;
    }

    public void Observe(MolecularDynamics dynamics)
    {
        var reading = dynamics.Read();
        dynamics.Guard?.Measure(dynamics.State);
        var text = new StringBuilder();
        if (!_headed)
            text.Append(Header(reading)).Append(Uncertainty is null ? "" : " sigma_energy/eV max_sigma_force/eV/A").Append('\n');
        text.Append(Line(reading, dynamics.Guard));
        if (Uncertainty?.Invoke(dynamics) is var (energy, force))
            text.Append(CultureInfo.InvariantCulture, $" {energy:F6} {force:F6}");
        text.Append('\n');
        var before = _stream!.Position;
        try
        {
            _stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
            _stream.Flush();
        }
        catch (IOException e)
        {
            throw new SimulationException($"The log {_path} could not be written on at step {reading.Step} ({e.Message.TrimEnd('.')}); {before} bytes of it are whole.", e);
        }
        _headed = true;
    }

    public void Dispose() => _stream?.Dispose();

    static string Header(Reading reading)
    {
        var header = "# step time/fs potential/eV kinetic/eV total/eV conserved/eV temperature/K max_force/eV/A contact";
        if (reading.Volume is not null)
            header += " volume/A^3";
        if (reading.Stress is not null)
            header += " pressure/GPa stress_xx/GPa stress_yy/GPa stress_zz/GPa stress_yz/GPa stress_xz/GPa stress_xy/GPa";
        return header;
    }

    static string Line(Reading r, Guard? guard)
    {
        var line = new StringBuilder();
        void Number(double value, string format) => line.Append(' ').Append(value.ToString(format, CultureInfo.InvariantCulture));
        line.Append(r.Step);
        Number(r.Time, "0.######");
        Number(r.PotentialEnergy, "F8");
        Number(r.KineticEnergy, "F8");
        Number(r.TotalEnergy, "F8");
        Number(r.Conserved, "F8");
        Number(r.Temperature, "F3");
        Number(guard?.LargestForce ?? double.NaN, "F4");
        Number(guard?.ClosestContact ?? double.NaN, "F4");
        if (r.Volume is { } volume)
            Number(volume, "F5");
        if (r.Stress is { } stress)
        {
            Number(r.Pressure!.Value * Units.GigaPascal, "F5");
            foreach (var s in (ReadOnlySpan<double>)[stress.XX, stress.YY, stress.ZZ, stress.YZ, stress.XZ, stress.XY])
                Number(s * Units.GigaPascal, "F5");
        }
        return line.ToString();
    }
}
