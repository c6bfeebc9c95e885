using System.Diagnostics;
using Npgsql;

namespace Athanor.Campaigns.Tests;

/// <summary>
/// A cluster of PostgreSQL in a temporary folder, on a Unix socket there, for this test program alone. It ends and is removed with the test program, killed or not: a shell keeps it, and reads from us until nobody is there to write.
/// PostgreSQL does not run as root; where we are root, it runs as the user <c>postgres</c> or <c>nobody</c>.
/// </summary>
sealed class PostgresServer : IDisposable
{
    public const string Missing = "needs PostgreSQL (apt-get install postgresql)";

    static readonly Lazy<PostgresServer> TheOne = new(() => new PostgresServer());
    static readonly string? Programs = FindPrograms();

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-pg-").FullName;
    readonly Process _shell;

    public PostgresServer()
    {
        if (Environment.IsPrivilegedProcess)
            Sh($"chown {User()} {_folder}");
        // fsync stays on: what is measured is what is used. Only the making of the cluster does not wait for the disk.
        Sh(As($"{Programs}/initdb -D {_folder}/data -U athanor -A trust -E UTF8 --locale=C -N"));
        File.AppendAllText($"{_folder}/data/postgresql.conf", $"\nlisten_addresses = ''\nunix_socket_directories = '{_folder}'\nmax_connections = 60\nshared_buffers = 32MB\n");
        _shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"trap '' INT; cat > /dev/null; {As($"{Programs}/pg_ctl -D {_folder}/data -m immediate stop")} > /dev/null 2>&1; rm -rf {_folder}"]) { RedirectStandardInput = true })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        Start();
    }

    public static bool IsThere => Programs is not null;

    public static PostgresServer Shared => TheOne.Value;

    /// <summary>The address of a campaign that nobody has used.</summary>
    public string NewCampaign() => AddressOf($"c{Guid.NewGuid():N}");

    public string AddressOf(string campaign) => $"postgres://athanor@/postgres?host={_folder}&campaign={campaign}";

    /// <summary>For what the store does not do.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection($"Host={_folder};Database=postgres;Username=athanor;Pooling=false");
        connection.Open();
        return connection;
    }

    public void Start() => Sh(As($"{Programs}/pg_ctl -D {_folder}/data -l {_folder}/log -w start"));

    /// <summary>As a crash: nobody is waited for, nothing is written.</summary>
    public void Crash() => Sh(As($"{Programs}/pg_ctl -D {_folder}/data -m immediate -w stop"));

    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit(10_000);
    }

    static string As(string command) => Environment.IsPrivilegedProcess ? $"setpriv --reuid={User()} --regid={User()} --clear-groups {command}" : command;

    static string User() => File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    static void Sh(string command)
    {
        // Into a file: a server that stays would keep a pipe open for ever.
        var log = Path.GetTempFileName();
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"cd / && {command} > {log} 2>&1 < /dev/null"]))!;
        process.WaitForExit();
        var said = File.ReadAllText(log);
        File.Delete(log);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command}:\n{said}");
    }

    static string? FindPrograms()
    {
        if (OperatingSystem.IsWindows())
            return null;
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [];
        return debian.Concat(paths).FirstOrDefault(p => File.Exists(Path.Combine(p, "initdb")) && File.Exists(Path.Combine(p, "postgres")));
    }
}
