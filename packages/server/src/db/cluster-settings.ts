/** Settings of the built-in PostgreSQL: safe first (every commit reaches the disk), then small enough for a laptop. */
export interface ClusterSettings {
  readonly socketDir: string
  /** Tests only: commits need not survive a power cut. */
  readonly durable: boolean
}

/** Text of postgresql.conf, written anew at each start; `local.conf` beside it is the operator's own and comes last. */
export function postgresqlConf({ socketDir, durable }: ClusterSettings): string {
  const onOff = durable ? 'on' : 'off'
  return `# Written by Eirene at each start. Put your own settings into local.conf beside this file.
listen_addresses = ''
unix_socket_directories = '${socketDir.replaceAll("'", "''")}'
unix_socket_permissions = 0700
port = 5432
max_connections = ${durable ? 40 : 100}
password_encryption = 'scram-sha-256'

fsync = ${onOff}
synchronous_commit = ${onOff}
full_page_writes = ${onOff}
wal_level = minimal
max_wal_senders = 0
max_wal_size = '1GB'
checkpoint_timeout = '10min'

shared_buffers = '128MB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
effective_cache_size = '1GB'
max_worker_processes = 4
max_parallel_workers = 2
max_parallel_workers_per_gather = 1
io_method = sync
random_page_cost = 1.1
jit = off

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'ISO, YMD'
lc_messages = 'C'
log_line_prefix = '%m [%p] '
log_checkpoints = off
log_min_duration_statement = '5s'
log_parameter_max_length = 0
idle_in_transaction_session_timeout = '10min'
cluster_name = 'eirene'
include_if_exists = 'local.conf'
`
}

/** Text of pg_hba.conf: the Unix socket only, and only with the generated password. */
export const PG_HBA = 'local all all scram-sha-256\n'
